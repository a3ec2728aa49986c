import type { Delivery, Response } from '@frankly/core'
import { plainDigits } from '@frankly/core/model'

/** What is looked for in free text. @public */
export type Scrub = 'cards' | 'emails' | 'phones'

/** All of it: the default. */
export const SCRUBS: readonly Scrub[] = ['cards', 'emails', 'phones']

/** Parts as long as RFC 5321 lets them be: without a bound, 20,000 letters without an `@` would take seconds. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
/** 13 to 19 digits in any script, with what people put between them. */
const CARD = /(?<![\p{L}\p{Nd}])\p{Nd}(?:[\s.-]{0,2}\p{Nd}){12,18}(?![\p{L}\p{Nd}])/gu
/** 9 to 15 digits, the most that a telephone number has, and no more beside them. */
const PHONE =
  /(?<![\p{L}\p{Nd}]|\p{Nd}[\s().-]{1,2})\+?\(?\p{Nd}(?:[\s().-]{0,2}\p{Nd}){8,14}(?![\p{L}\p{Nd}]|[\s().-]{1,2}\p{Nd})/gu

/** What is masked has one of these; most texts have none. */
const MAYBE = /@|\p{Nd}/u

/**
 * Masks what looks like a card number (its check digit is right), an e-mail address or a telephone number. A rule, not a
 * proof: it finds what has the form of one.
 */
export function scrubText(text: string, what: readonly Scrub[]): string {
  if (!MAYBE.test(text)) return text
  let left = text
  if (what.includes('cards'))
    left = left.replace(CARD, (found) => (isCard(plainDigits(found).match(/\d/g)!.map(Number)) ? '[card]' : found))
  if (what.includes('emails')) left = left.replace(EMAIL, '[e-mail]')
  if (what.includes('phones')) left = left.replace(PHONE, '[phone]')
  return left
}

/** Luhn's sum. Nothing but one digit again and again is a card. */
function isCard(digits: readonly number[]): boolean {
  if (new Set(digits).size === 1) return false
  const sum = digits.toReversed().reduce((all, digit, i) => {
    const twice = i % 2 === 1 ? digit * 2 : digit
    return all + (twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

/** Fields in which a customer writes, but not the address to answer to: that is asked for, and has its consent. */
const WRITTEN: readonly string[] = ['text', 'other', 'who', 'remedyText', 'summary', 'name']

/** A field in which a customer writes, with a digit in it. */
const A_DIGIT = new RegExp(`"(?:${WRITTEN.join('|')})":"(?:[^"\\\\\\p{Nd}]|\\\\.)*\\p{Nd}`, 'u')

/**
 * Whether nothing in a stored body can be masked, so that nobody has to read it for that. Never a wrong `true`: bodies are as
 * `JSON.stringify` wrote them, and what is masked has an at sign or digits.
 */
export function isFreeOfScrubs(body: string): boolean {
  return !body.includes('@') && !body.includes('"variables":') && !A_DIGIT.test(body)
}

/** Answers with their free text masked, names of files among it. */
export function scrubAnswers(answers: Response['answers'], what: readonly Scrub[]): Response['answers'] {
  return what.length === 0 ? answers : masked(answers, what)
}

/** A response with its free text masked; calculated texts may repeat it. */
export function scrubResponse(response: Response, what: readonly Scrub[]): Response {
  if (what.length === 0) return response
  const { variables } = response
  const calculated = variables && {
    variables: Object.fromEntries(
      Object.entries(variables).map(([id, value]) => [id, typeof value === 'string' ? scrubText(value, what) : value]),
    ),
  }
  return { ...response, answers: scrubAnswers(response.answers, what), ...calculated }
}

/** A delivery with its free text masked: of the response, of what was also said, of a case, of a praise. */
export function scrubDelivery(delivery: Delivery, what: readonly Scrub[]): Delivery {
  if (delivery.type === 'subject.erased') return delivery
  const { response, ...rest } = delivery.data
  const data = { ...masked(rest, what), ...(response ? { response: scrubResponse(response, what) } : {}) }
  return { ...delivery, data } as Delivery
}

/** The same value with every written field masked. */
function masked<Value>(value: Value, what: readonly Scrub[]): Value
function masked(value: unknown, what: readonly Scrub[]): unknown {
  if (Array.isArray(value)) return value.map((each) => masked(each, what))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      typeof inner === 'string' && WRITTEN.includes(field) ? scrubText(inner, what) : masked(inner, what),
    ]),
  )
}
