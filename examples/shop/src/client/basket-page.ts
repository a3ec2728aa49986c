import { picture } from '../art/art.ts'
import { CURRENCY, type Language, money, path } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { type Box, type Line, readBasket, setQuantity } from './basket-store.ts'
import { drawing, el, find } from './dom.ts'

/** Draws the basket and draws it again after each change; the focus stays on the pressed button. */
export function showBasket(box: Box, language: Language, changed: () => void): void {
  const list = find('data-basket-lines')
  if (list === null) return
  const t = TEXTS[language]
  const currency = CURRENCY[language]

  const stepper = (line: Line, label: string, sign: string, quantity: number) => {
    const button = el(
      'button',
      {
        type: 'button',
        'aria-label': `${label}: ${line.product.name[language]}`,
        'data-key': `${line.product.id}${sign}`,
      },
      sign,
    )
    button.addEventListener('click', () => {
      setQuantity(box, line.product.id, quantity)
      draw(`${line.product.id}${sign}`)
      changed()
    })
    return button
  }

  const row = (line: Line) =>
    el(
      'li',
      { class: `basket-line tint-${line.product.tint}` },
      drawing(picture(line.product.id, 'l'), 'thumb'),
      el('a', { href: path(language, `products/${line.product.id}.html`) }, line.product.name[language]),
      el(
        'span',
        { class: 'stepper', role: 'group', 'aria-label': `${t.quantity}: ${line.product.name[language]}` },
        stepper(line, line.quantity === 1 ? t.remove : t.less, '−', line.quantity - 1),
        el('span', { 'aria-live': 'polite' }, String(line.quantity)),
        stepper(line, t.more, '+', line.quantity + 1),
      ),
      el('b', {}, money(line.product.price[currency] * line.quantity, currency, language)),
    )

  const draw = (focusKey?: string) => {
    const lines = readBasket(box)
    const items = el('ul', { class: 'basket-lines' }, ...lines.map(row))
    list.replaceChildren(...(lines.length === 0 ? [] : [items]))
    find('data-basket-empty')?.toggleAttribute('hidden', lines.length > 0)
    find('data-basket-totals')?.toggleAttribute('hidden', lines.length === 0)
    const subtotal = find('data-subtotal')
    const sum = lines.reduce((total, line) => total + line.product.price[currency] * line.quantity, 0)
    if (subtotal !== null) subtotal.textContent = money(sum, currency, language)
    if (focusKey === undefined) return
    const again =
      list.querySelector<HTMLElement>(`[data-key="${focusKey}"]`) ?? document.querySelector<HTMLElement>('#main')
    again?.focus()
  }
  draw()
}
