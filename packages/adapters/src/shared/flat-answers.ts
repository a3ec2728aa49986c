import type { Delivery, Response as Revision } from '@frankly/core'
import { type AnswerField, answerFields, answerText } from '@frankly/core/words'
import { cutShort } from './cut-short.ts'
import { cleanText } from './escape.ts'

/** The response of a delivery, if it has one. */
export function responseOf(delivery: Delivery): Revision | undefined {
  return 'response' in delivery.data ? delivery.data.response : undefined
}

/**
 * Answers as flat values by question id; parts of a question get `<id>_<part>`. Choices are words where the survey's
 * texts are at hand. Contact answers are left out: an adapter that may carry them asks {@link contactOf}.
 * @param max - longest text, characters
 */
export function flatAnswers(delivery: Delivery, max: number): Readonly<Record<string, AnswerField>> {
  const questions = new Map(delivery.texts?.questions.map((question) => [question.id, question]))
  const flat: Record<string, AnswerField> = {}
  const clean = (text: string): string => cutShort(cleanText(text), max)
  for (const [id, value] of Object.entries(responseOf(delivery)?.answers ?? {})) {
    const fields = answerFields(value, { labels: questions.get(id)?.labels, say: (key) => key, clean })
    for (const [part, field] of Object.entries(fields)) flat[part ? `${id}_${part}` : id] = field
  }
  return flat
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
 * A message of plain lines for a page's adapters: questions and answers in the customer's own words. What was chosen from
 * our own lists stands by its id: the staff's catalogue would be most of the bundle.
 */
export function plainText(delivery: Delivery, limit: number): string {
  const { data, texts } = delivery
  const say = (key: string): string => key.replaceAll('_', ' ')
  const lines = Object.entries(responseOf(delivery)?.answers ?? {}).map(([id, value]) => {
    const question = texts?.questions.find((one) => one.id === id)
    const words = answerText(value, { labels: question?.labels, say, clean: cleanText })
    return words && `${question ? cleanText(question.text) : id}: ${words}`
  })
  const order = responseOf(delivery)?.context.order?.orderId
  if (order) lines.push(`order: ${cleanText(order)}`)
  const first = cleanText('text' in data ? data.text : 'case' in data ? data.case.summary : '')
  if (first) lines.unshift(first)
  return cutShort(lines.filter(Boolean).join('\n') || 'No words were left.', limit)
}
