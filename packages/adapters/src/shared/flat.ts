import type { AnswerValue, Delivery, Response as Revision } from '@frankly/core'
import { cutShort } from './cut-short.ts'
import { cleanText } from './escape.ts'

/** A value that analytics and CRM fields take. */
export type Flat = string | number | boolean | readonly string[]

/** The response of a delivery, if it has one. */
export function responseOf(delivery: Delivery): Revision | undefined {
  return 'response' in delivery.data ? delivery.data.response : undefined
}

/**
 * Answers as flat values by question id; parts of a question get `<id>_<part>`. Choices are words where the survey's
 * texts are at hand. Contact answers are left out: an adapter that may carry them asks {@link contactOf}.
 * @param max - longest text, characters
 */
export function flatAnswers(delivery: Delivery, max: number): Readonly<Record<string, Flat>> {
  const questions = new Map(delivery.texts?.questions.map((question) => [question.id, question]))
  const flat: Record<string, Flat> = {}
  const cut = (text: unknown): string => cutShort(cleanText(text), max)
  for (const [id, value] of Object.entries(responseOf(delivery)?.answers ?? {})) {
    const labels = questions.get(id)?.labels
    for (const [part, found] of partsOf(
      value,
      (key) => cut(labels && Object.hasOwn(labels, key) ? labels[key] : key),
      cut,
    )) {
      if (found !== undefined && found !== '') flat[part ? `${id}_${part}` : id] = found
    }
  }
  return flat
}

type Part = readonly [part: string, value: Flat | undefined]

function partsOf(value: AnswerValue, word: (key: string) => string, cut: (text?: string) => string): readonly Part[] {
  switch (value.kind) {
    case 'rating':
    case 'scale':
      return [['', value.value]]
    case 'choice':
      return [
        ['', value.choices.map(word)],
        ['other', cut(value.other)],
      ]
    case 'text':
      return [['', cut(value.text)]]
    case 'matrix':
      return Object.entries(value.rows).map(([row, column]) => [row, word(column)])
    case 'ranking':
      return [['', value.order.map(word)]]
    case 'split':
      return Object.entries(value.points)
    case 'consent':
      return [['', value.granted]]
    case 'attachment':
      return [['files', value.files.length]]
    case 'praise':
      return [
        ['', cut(value.text)],
        ['who', cut(value.who)],
        ['kind', value.praise],
      ]
    case 'complaint':
      return [
        ['', cut(value.text)],
        ['category', value.category],
        ['remedy', value.remedy],
      ]
    default:
      return []
  }
}

/** The first rating that is a number. */
export function firstRating(delivery: Delivery): number | undefined {
  for (const value of Object.values(responseOf(delivery)?.answers ?? {})) {
    if (value.kind === 'rating' && typeof value.value === 'number') return value.value
  }
  return undefined
}

/** Addresses that the customer gave for a reply. */
export function contactOf(delivery: Delivery): { readonly email?: string; readonly phone?: string } {
  for (const value of Object.values(responseOf(delivery)?.answers ?? {})) {
    if (value.kind !== 'contact' || !value.address) continue
    const address = cleanText(value.address)
    if (value.channel === 'email' && /^[^\s@]+@[^\s@]+$/.test(address)) return { email: address }
    if (value.channel === 'phone' || value.channel === 'sms') return { phone: address }
  }
  return {}
}

/** Has the customer agreed to a purpose? */
export function agreedTo(delivery: Delivery, purpose: string): boolean {
  return responseOf(delivery)?.consents.some((record) => record.purpose === purpose && record.granted) ?? false
}

/** The first body that fits, made with shorter and shorter texts; `undefined`: not even without texts. */
export function fitBody(maxBytes: number, make: (max: number) => string): string | undefined {
  for (const max of [10_000, 2000, 500, 100, 1]) {
    const body = make(max)
    if (new TextEncoder().encode(body).length <= maxBytes) return body
  }
  return undefined
}

/**
 * A message of plain lines for a page's adapters: questions and answers in the customer's own words, without the
 * staff's catalogue and the markups, which would be most of the bundle.
 */
export function plainText(delivery: Delivery, limit: number): string {
  const { data, texts } = delivery
  const lines = Object.entries(flatAnswers(delivery, limit)).map(([id, value]) => {
    const question = texts?.questions.find((one) => one.id === id)
    return `${question ? cleanText(question.text) : id}: ${value}`
  })
  const order = responseOf(delivery)?.context.order?.orderId
  if (order) lines.push(`order: ${cleanText(order)}`)
  const first = cleanText('text' in data ? data.text : 'case' in data ? data.case.summary : '')
  if (first) lines.unshift(first)
  return cutShort(lines.join('\n') || 'No words were left.', limit)
}
