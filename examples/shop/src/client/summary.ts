import { picture } from '../art/art.ts'
import { productById } from '../catalogue.ts'
import { type Language, money } from '../language.ts'
import { TEXTS } from '../texts.ts'
import { drawing, el } from './dom.ts'

export interface SummaryLine {
  readonly id: string
  readonly name: string
  readonly price: number
  readonly quantity: number
}

/** Lines, delivery and total: beside the checkout and on the thank-you page. */
export function summary(lines: readonly SummaryLine[], shipping: number, currency: string, language: Language): Node {
  const t = TEXTS[language]
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const list = el('ul', { class: 'summary-lines' })
  for (const line of lines) {
    const tint = productById(line.id)?.tint ?? 'clay'
    list.append(
      el(
        'li',
        {},
        drawing(picture(line.id, 's'), `thumb tint-${tint}`),
        el('span', {}, line.name, el('small', {}, ` × ${line.quantity}`)),
        el('b', {}, money(line.price * line.quantity, currency, language)),
      ),
    )
  }
  const row = (label: string, value: string, name = '') =>
    el('p', { class: name }, el('span', {}, label), el('b', {}, value))
  const all = document.createDocumentFragment()
  all.append(
    list,
    row(t.delivery, shipping === 0 ? t.free : money(shipping, currency, language)),
    row(t.total, money(goods + shipping, currency, language), 'total'),
  )
  return all
}
