import type { Survey } from '../model/survey.ts'
import { type Facts, read, type Value } from './holds.ts'

/** Gives the words that stand for an id (a choice, a row's column), in the language of the text. */
export type Wording = (questionId: string, value: string) => string | undefined

const PLACE = /\{\{\s*(answer|context|var):([\w.-]+)\s*(?:\|([^{}]*))?\}\}|\{(\w+)\}/g
const LONGEST = 200

/**
 * Fills `{{answer:id.part|fallback}}`, `{{context:order.orderId|…}}`, `{{var:id|…}}` and `{shop}`-like names.
 * What comes from outside stays plain words: it can never become markup or another placeholder. A missing value
 * gives the fallback, or nothing; an unknown `{name}` stays as written.
 */
export function pipeText(
  text: string,
  facts: Facts,
  wording: Wording,
  names: Readonly<Record<string, string>>,
): string {
  if (!text.includes('{')) return text
  return text.replace(PLACE, (all, source: string | undefined, path = '', fallback = '', name = '') => {
    if (!source) return Object.hasOwn(names, name) ? plainWords(names[name]!) : all
    const words = plainWords(wordsOf(source, path, facts, wording))
    return words || fallback.trim()
  })
}

/** Fills with fallbacks only, for where there is no run: `What did you like about {{answer:what|it}}?` */
export function pipeNothing(text: string, survey: Survey): string {
  return pipeText(text, { answers: {}, context: {}, variables: survey.variables ?? [] }, () => undefined, {})
}

/**
 * Makes any string safe to stand inside a text: white space and control characters become one space, and a word
 * joiner (U+2060, invisible) on both sides of each mark keeps it from meaning anything to whoever renders it.
 */
export function plainWords(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control and direction characters are what is taken out
  const flat = text.replace(/[\s\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]+/g, ' ').trim()
  const short = flat.length > LONGEST ? `${flat.slice(0, LONGEST - 1)}…` : flat
  return short.replace(/[*[\]()<>{}&_`~\\#|!]/g, '\u2060$&\u2060')
}

function wordsOf(source: string, path: string, facts: Facts, wording: Wording): string {
  const [id = '', ...rest] = path.split('.')
  const part = rest.join('.') || undefined
  if (source === 'context') return joined(read({ context: path }, facts))
  if (source === 'var') return joined(read({ variable: path }, facts))
  const answer = facts.answers[id]
  if (!answer || answer.kind === 'contact' || answer.kind === 'attachment') return ''
  const value = read(part === undefined ? { answer: id } : { answer: id, part }, facts)
  const own = answer.kind === 'choice' ? answer.other : undefined
  return joined(value, (each) => (each === 'other' && own ? own : (wording(id, each) ?? each)))
}

function joined(value: Value, words: (id: string) => string = (each) => each): string {
  if (value === undefined || typeof value === 'boolean') return ''
  return [value]
    .flat()
    .map((each) => words(String(each)))
    .join(', ')
}
