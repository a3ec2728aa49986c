import { isolated } from '../model/isolated.ts'
import { textFor } from '../model/localized.ts'
import type { Scene } from './facts.ts'
import { read, type Value } from './holds.ts'
import { OTHER, pointsOf } from './options-of.ts'

/** A place: source, path and fallback of `{{…}}`, or the name of `{…}`. */
export const PLACE: RegExp = /\{\{\s*(answer|context|var):([\w.-]+)\s*(?:\|([^{}]*))?\}\}|\{(\w+)\}/g
const LONGEST = 200

/**
 * Fills `{{answer:id.part|fallback}}`, `{{context:order.orderId|…}}`, `{{var:id|…}}` and `{shop}`-like names.
 * What comes from outside stays plain words, in their own direction: it can never become markup or another
 * placeholder. A missing value gives the fallback, or nothing; an unknown `{name}` stays as written.
 */
export function pipeText(text: string, scene: Scene): string {
  return text.replace(PLACE, (all, source: string | undefined, path = '', fallback = '', name = '') => {
    if (!source && !Object.hasOwn(scene.names, name)) return all
    const words = plainWords(source ? wordsOf(source, path, scene) : scene.names[name]!)
    return words ? isolated(words, text) : fallback.trim()
  })
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
  const flat = text.replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]+/gu, ' ').trim()
  const short = flat.length > LONGEST ? `${flat.slice(0, LONGEST - 1)}…` : flat
  return short.replace(/[*[\]()<>{}&_`~\\#|!]/g, '\u2060$&\u2060')
}

function wordsOf(source: string, path: string, scene: Scene): string {
  const { facts } = scene
  if (source === 'context') return joined(read({ context: path }, facts))
  if (source === 'var') return joined(read({ variable: path }, facts))
  const [id = '', part] = path.split('.')
  const answer = facts.answers[id]
  // an address or a file is never shown again
  if (!answer || answer.kind === 'contact' || answer.kind === 'attachment') return ''
  const own = answer.kind === 'choice' ? answer.other : undefined
  return joined(read({ answer: id, ...(part && { part }) }, facts), (each) =>
    each === OTHER && own ? own : (labelOf(id, each, scene) ?? each),
  )
}

/** The words of a choice, column or scale point. */
function labelOf(questionId: string, id: string, { survey, run }: Scene): string | undefined {
  const question = survey.pages.flatMap((page) => page.questions).find((each) => each.id === questionId)
  if (!question) return undefined
  const choices = 'choices' in question ? question.choices : pointsOf(question)
  const text = choices.find((each) => each.id === id)?.text
  return textFor(text, run.locale, survey.defaultLocale) || undefined
}

function joined(value: Value, words: (id: string) => string = (each) => each): string {
  if (value === undefined || typeof value === 'boolean') return ''
  return [value]
    .flat()
    .map((each) => words(String(each)))
    .join(', ')
}
