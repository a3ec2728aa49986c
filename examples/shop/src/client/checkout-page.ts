import { COURIER } from '../catalogue.ts'
import { CURRENCY, type Language, path } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { type Box, emptyBasket, readBasket } from './basket-store.ts'
import { el, find } from './dom.ts'
import { keepOrder, makeOrder } from './orders.ts'
import { summary } from './summary.ts'

const FIELDS = ['name', 'email', 'street', 'city'] as const

/** Wires the checkout form: summary, checks in words, the demo button. */
export function showCheckout(box: Box, language: Language, random: (below: number) => number): void {
  const form = find<HTMLFormElement>('data-checkout-form')
  if (form === null) return
  const t = TEXTS[language]
  const currency = CURRENCY[language]
  const lines = readBasket(box)
  find('data-basket-empty')?.toggleAttribute('hidden', lines.length > 0)
  find('data-checkout')?.toggleAttribute('hidden', lines.length === 0)
  if (lines.length === 0) return

  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const chosen = (name: string) => String(new FormData(form).get(name) ?? '')

  const drawSummary = () => {
    const items = lines.map((line) => ({
      id: line.product.id,
      name: line.product.name[language],
      price: line.product.price[currency],
      quantity: line.quantity,
    }))
    const shipping = chosen('delivery') === 'courier' ? COURIER[currency] : 0
    find('data-summary')?.replaceChildren(summary(items, shipping, currency, language))
  }

  const addressNeeded = () => chosen('delivery') === 'courier'
  const faulty = () =>
    FIELDS.filter((name) => {
      if ((name === 'street' || name === 'city') && !addressNeeded()) return false
      return input(name).value.trim() === '' || !input(name).validity.valid
    })

  const showFaults = (faults: readonly string[]) => {
    for (const name of FIELDS) {
      const error = document.querySelector<HTMLElement>(`#${name}-error`)
      const bad = faults.includes(name)
      input(name).toggleAttribute('aria-invalid', bad)
      if (bad) input(name).setAttribute('aria-invalid', 'true')
      if (error !== null) error.textContent = bad ? (error.dataset['message'] ?? '') : ''
    }
    const box = find('data-errors')
    box?.toggleAttribute('hidden', faults.length === 0)
    box
      ?.querySelector('ul')
      ?.replaceChildren(
        ...faults.map((name) =>
          el(
            'li',
            {},
            el('a', { href: `#${name}` }, document.querySelector<HTMLElement>(`#${name}-error`)?.textContent ?? ''),
          ),
        ),
      )
  }

  const place = () => {
    const order = makeOrder(
      lines,
      {
        name: input('name').value.trim(),
        email: input('email').value.trim(),
        delivery: addressNeeded() ? 'courier' : 'pickup',
      },
      language,
      random,
    )
    keepOrder(box, order)
    emptyBasket(box)
    location.assign(`${path(language, 'thank-you.html')}?order=${order.id}`)
  }

  form.addEventListener('change', drawSummary)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const faults = faulty()
    showFaults(faults)
    const first = faults[0]
    if (first === undefined) place()
    else input(first).focus()
  })
  find('data-demo')?.addEventListener('click', () => {
    input('name').value = t.demoName
    input('email').value = t.demoEmail
    input('street').value = t.demoStreet
    input('city').value = t.demoCity
    place()
  })
  drawSummary()
}
