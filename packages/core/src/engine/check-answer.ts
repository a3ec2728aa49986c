import type { AnswerValue } from '../model/answer.ts'
import type { Question, TextQuestion } from '../model/question.ts'
import { toNumber } from './holds.ts'
import { NONE, OTHER, optionsOf } from './options-of.ts'
import { isShaped } from './shaped.ts'
import type { Fault } from './view.ts'

/** Longest text that is taken when a question names no limit, characters. @public */
export const DEFAULT_MAX_LENGTH = 4000

/**
 * Checks an answer against its question; `undefined` when it is taken. An empty answer is as good as none:
 * at fault only when the question is required. The seed says which rows a sampled matrix shows.
 * @public
 */
export function checkAnswer(question: Question, value: AnswerValue | undefined, seed = ''): Fault | undefined {
  if (!value || isEmpty(value)) return question.required ? { code: 'required' } : undefined
  if (value.kind !== question.kind || !isShaped(value)) return { code: 'wrong_kind' }
  switch (value.kind) {
    case 'rating': {
      if (question.kind !== 'rating') break
      const [low, high] = rangeOf(question.scale)
      if (value.value === 'na') return question.notApplicable ? undefined : { code: 'unknown_choice' }
      return Number.isInteger(value.value) && value.value >= low && value.value <= high
        ? undefined
        : { code: 'unknown_choice' }
    }
    case 'choice': {
      if (question.kind !== 'choice') break
      const { choices } = value
      const known = ids(question.choices)
      if (question.other) known.push(OTHER)
      if (question.none) known.push(NONE)
      const fault = listed(choices, known)
      if (fault) return fault
      if (choices.includes(NONE) && choices.length > 1) return { code: 'too_many', limit: 1, found: choices.length }
      if (!question.multiple) return bounded(choices.length, 1, 1)
      if (choices.includes(NONE)) return undefined
      return bounded(choices.length, question.min, question.max) ?? length(value.other)
    }
    case 'text':
      if (question.kind !== 'text') break
      return checkText(question, value.text.trim())
    case 'matrix': {
      if (question.kind !== 'matrix') break
      const rows = ids(optionsOf(question, seed))
      const columns = ids(question.columns)
      if (question.notApplicable) columns.push('na')
      const given = Object.keys(value.rows)
      if (listed(given, rows) || Object.values(value.rows).some((column) => !columns.includes(column)))
        return { code: 'unknown_choice' }
      return question.required ? bounded(given.length, rows.length) : undefined
    }
    case 'ranking': {
      if (question.kind !== 'ranking') break
      const wanted = question.top ?? question.choices.length
      return listed(value.order, ids(question.choices)) ?? bounded(value.order.length, wanted, wanted)
    }
    case 'split': {
      if (question.kind !== 'split') break
      const fault = listed(Object.keys(value.points), ids(question.choices))
      if (fault) return fault
      const points = Object.values(value.points)
      if (points.some((part) => part < 0)) return { code: 'too_small', limit: 0 }
      const limit = question.total ?? 100
      // thirds cannot be written exactly
      const found = Math.round(points.reduce((sum, part) => sum + part, 0) * 1e6) / 1e6
      return found === limit ? undefined : { code: 'wrong_total', limit, found }
    }
    case 'contact': {
      if (question.kind !== 'contact') break
      const { channel } = value
      if (question.channels && !question.channels.includes(channel)) return { code: 'unknown_choice' }
      if (channel === 'none' || channel === 'code') return undefined
      const address = value.address?.trim()
      if (!address) return { code: 'missing_address' }
      if (channel === 'telegram') return length(address, 64)
      return formed(channel === 'email' ? 'email' : 'phone', address)
    }
    case 'consent':
      return question.required && !value.granted ? { code: 'required' } : undefined
    case 'attachment': {
      if (question.kind !== 'attachment') break
      const fault = bounded(value.files.length, 0, question.maxFiles ?? 3)
      const limit = question.maxBytes ?? 5_000_000
      const large = value.files.find((file) => file.size > limit)
      return fault ?? (large && { code: 'too_large', limit, found: large.size })
    }
    case 'praise': {
      if (question.kind !== 'praise') break
      if (value.praise && question.kinds && !question.kinds.includes(value.praise)) return { code: 'unknown_choice' }
      return length(value.text) ?? length(value.who, 200)
    }
    case 'complaint': {
      if (question.kind !== 'complaint') break
      const { categories, remedies } = question
      if (value.category && categories && !categories.includes(value.category)) return { code: 'unknown_choice' }
      if (value.remedy && remedies && !remedies.includes(value.remedy)) return { code: 'unknown_choice' }
      return length(value.text) ?? length(value.remedyText)
    }
  }
  return { code: 'wrong_kind' }
}

/** Says whether an answer holds nothing: it is kept as no answer. A rating or a consent never does. */
export function isEmpty(value: AnswerValue): boolean {
  const { kind, granted, value: rated, channel, files, ...parts } = value as unknown as Record<string, unknown>
  if (granted !== undefined || rated !== undefined || channel) return false
  return [files, ...Object.values(parts)].every(
    (part) =>
      part === undefined ||
      (typeof part === 'string' ? !part.trim() : !part || Object.keys(part as object).length === 0),
  )
}

/** Lowest and highest value of a scale. @public */
export function rangeOf(scale: string): readonly [low: number, high: number] {
  return scale === 'nps' ? [0, 10] : scale === 'ces2' ? [1, 7] : scale === 'thumbs' ? [0, 1] : [1, 5]
}

function checkText(question: TextQuestion, text: string): Fault | undefined {
  const { input = 'long' } = question
  const fault =
    length(text, question.maxLength) ??
    (text.length < (question.minLength ?? 0)
      ? ({ code: 'too_short', limit: question.minLength!, found: text.length } as const)
      : undefined)
  if (fault || input === 'short' || input === 'long') return fault
  return formed(input, text) ?? (input === 'number' ? within(toNumber(text), question.min, question.max) : undefined)
}

const forms: Record<string, RegExp> = {
  email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  phone: /^\+?(?:[ ().-]*\d){5,15}[ ().-]*$/,
  number: /^-?\d+([.,]\d+)?$/,
  url: /^https?:\/\/[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i,
  date: /^\d{4}-\d\d-\d\d$/,
}

function formed(form: 'email' | 'phone' | 'number' | 'url' | 'date', text: string): Fault | undefined {
  const fits = forms[form]!.test(text) && (form !== 'date' || isDay(text))
  return fits ? undefined : { code: `not_${form}` }
}

/** The 31st of June parses, as the 1st of July. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const ids = (choices: readonly { readonly id: string }[]): string[] => choices.map((choice) => choice.id)

function listed(found: readonly string[], known: readonly string[]): Fault | undefined {
  if (found.some((id) => !known.includes(id))) return { code: 'unknown_choice' }
  return new Set(found).size < found.length ? { code: 'duplicate' } : undefined
}

function bounded(found: number, least = 0, most: number = Number.POSITIVE_INFINITY): Fault | undefined {
  if (found < least) return { code: 'too_few', limit: least, found }
  return found > most ? { code: 'too_many', limit: most, found } : undefined
}

function within(found: number, least = -Infinity, most: number = Number.POSITIVE_INFINITY): Fault | undefined {
  if (found < least) return { code: 'too_small', limit: least, found }
  return found > most ? { code: 'too_large', limit: most, found } : undefined
}

function length(text: string | undefined, limit: number = DEFAULT_MAX_LENGTH): Fault | undefined {
  const found = text?.trim().length ?? 0
  return found > limit ? { code: 'too_long', limit, found } : undefined
}
