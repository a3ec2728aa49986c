import type { AnswerOf } from '../model/answer.ts'
import { isolated } from '../model/isolated.ts'
import { textFor } from '../model/localized.ts'
import type { Scene } from './facts.ts'
import { read, type Value } from './holds.ts'
import { choicesOf, OTHER, pointsOf } from './options-of.ts'

/** A place: source, path and fallback of `{{…}}`, or the name of `{…}`. */
export const PLACE: RegExp = /\{\{\s*(answer|context|var):([\w.-]+)\s*(?:\|([^{}]*))?\}\}|\{(\w+)\}/g
const LONGEST = 200
/** Invisible, and no letter: keeps a mark from being one. */
const JOINER = '\u2060'

/** What stands before is the address of a link. */
const IN_ADDRESS = /\]\([^\s)]*$/
/** What stands before is the beginning of a line, or figures there. */
const LINE_BEGINS = /(?:^|\n)[^\S\n]*\d*$/
/** Bold and italics of a label. Their reader (`richWords`) is not here before the first question. */
const STARRED = /(\*{1,3})(?=\S)(.*?\S)\1(?!\*)/gs
/** Might begin a line as the mark of a list. */
const LIKE_ITEM = /^(?:-(?:\s|$)|\d*(?:\.|$))/

/**
 * Fills `{{answer:id.part|fallback}}`, `{{context:order.orderId|…}}`, `{{var:id|…}}` and `{shop}`-like names.
 * What comes from outside stays plain words, in their own direction: it can never become markup or another
 * placeholder. A missing value gives the fallback, or nothing; an unknown `{name}` stays as written.
 */
export function pipeText(text: string, scene: Scene): string {
  let filled = ''
  let last = 0
  for (const match of text.matchAll(PLACE)) {
    const [all, source, path = '', fallback = '', name = ''] = match
    filled += text.slice(last, match.index)
    last = match.index + all.length
    const known = source
      ? wordsOf(source, path, scene)
      : Object.hasOwn(scene.names, name)
        ? scene.names[name]!
        : undefined
    filled += known === undefined ? all : valueAfter(filled, known, text) || fallback.trim()
  }
  return filled + text.slice(last)
}

/** Words from outside as they may stand after these. */
function valueAfter(before: string, value: string, text: string): string {
  const words = plainWords(value)
  if (IN_ADDRESS.test(before)) return inAddress(value)
  const kept = LINE_BEGINS.test(before) && LIKE_ITEM.test(words) ? JOINER + words : words
  return words && isolated(kept, text)
}

/** A value as a part of an address: it can add nothing to it, nor end it. */
function inAddress(value: string): string {
  const whole = flat(value).replace(/[\ud800-\udfff]/gu, '')
  return encodeURIComponent(whole).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
}

/** Fills with fallbacks only, for where there is no run: `{{answer:what|it}}` gives `it`. */
export function pipeNothing(text: string): string {
  return text.replace(PLACE, (all, source: string | undefined, _path, fallback = '') =>
    source ? fallback.trim() : all,
  )
}

/**
 * Makes any string safe to stand inside a text: white space and control characters become one space, and a word
 * joiner (U+2060, invisible) on both sides of each mark keeps it from meaning anything to whoever renders it.
 */
export function plainWords(text: string): string {
  const line = flat(text)
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
  return short.replace(/[*[\]()<>{}&_`~\\#|!]/g, `${JOINER}$&${JOINER}`)
}

/** On one line, without what cannot be seen. */
function flat(text: string): string {
  return text.replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]+/gu, ' ').trim()
}

/** Kinds whose answers may stand in a text; a kind that is new must be named here or left out above. */
type ShownKind =
  | 'rating'
  | 'scale'
  | 'choice'
  | 'text'
  | 'matrix'
  | 'ranking'
  | 'split'
  | 'consent'
  | 'praise'
  | 'complaint'

function wordsOf(source: string, path: string, scene: Scene): string {
  const { facts } = scene
  if (source === 'context') return joined(read({ context: path }, facts))
  if (source === 'var') return joined(read({ variable: path }, facts))
  const [id = '', part] = path.split('.')
  const answer = facts.answers[id]
  // an address or a file is never shown again
  if (!answer || answer.kind === 'contact' || answer.kind === 'attachment') return ''
  const shown: AnswerOf<ShownKind> = answer
  const own = shown.kind === 'choice' ? shown.other : undefined
  return joined(read({ answer: id, ...(part && { part }) }, facts), (each) =>
    each === OTHER && own ? own : (labelOf(id, each, scene) ?? each),
  )
}

/** The words of a choice, column or scale point. */
function labelOf(questionId: string, id: string, { survey, run }: Scene): string | undefined {
  const question = survey.pages.flatMap((page) => page.questions).find((each) => each.id === questionId)
  if (!question) return undefined
  const points = pointsOf(question)
  const choices = points.length > 0 ? points : choicesOf(question)
  const text = choices.find((each) => each.id === id)?.text
  return textFor(text, run.locale, survey.defaultLocale).replace(STARRED, '$2') || undefined
}

function joined(value: Value, words: (id: string) => string = (each) => each): string {
  if (value === undefined || typeof value === 'boolean') return ''
  return [value]
    .flat()
    .map((each) => words(String(each)))
    .join(', ')
}
