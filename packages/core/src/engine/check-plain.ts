import type { AnswerValue } from '../model/answer.ts'
import { charactersIn } from '../model/characters.ts'
import type { ChoiceQuestion, Question, RatingQuestion, TextQuestion } from '../model/question.ts'
import { NONE, OTHER } from './options-of.ts'
import { rangeOf } from './range-of.ts'
import type { Fault } from './view.ts'

/** Longest text that is taken when a question names no limit, characters as `charactersIn` counts them. @public */
export const DEFAULT_MAX_LENGTH = 4000

/**
 * Checks answers of the kinds that first questions are made of: rating, choice, text in words. Any other kind
 * is `wrong_kind`.
 * @public
 */
export function checkPlain(question: Question, value: AnswerValue | undefined): Fault | undefined {
  if (!value || isEmpty(value)) return question.required ? { code: 'required' } : undefined
  if (value.kind === 'rating' && question.kind === 'rating') return checkRating(question, value.value)
  if (value.kind === 'choice' && question.kind === 'choice') return checkChoice(question, value.choices, value.other)
  if (value.kind === 'text' && question.kind === 'text') return checkWords(question, value.text)
  return WRONG
}

/** Says whether an answer holds nothing: it is kept as no answer. Who may see a name is no answer by itself. */
export function isEmpty(value: AnswerValue): boolean {
  return !Object.entries(value).some(
    ([field, held]) =>
      field !== 'kind' &&
      field !== 'nameVisibleTo' &&
      (typeof held === 'string'
        ? held.trim()
        : typeof held === 'object' && held
          ? Object.keys(held).length
          : held != null),
  )
}

const WRONG: Fault = { code: 'wrong_kind' }
const UNKNOWN: Fault = { code: 'unknown_choice' }

function checkRating(question: RatingQuestion, value: unknown): Fault | undefined {
  if (value === 'na') return question.notApplicable ? undefined : UNKNOWN
  if (typeof value !== 'number') return WRONG
  const [low, high] = rangeOf(question.scale)
  return Number.isInteger(value) && value >= low && value <= high ? undefined : UNKNOWN
}

function checkChoice(question: ChoiceQuestion, chosen: readonly string[], other?: string): Fault | undefined {
  if (!Array.isArray(chosen)) return WRONG
  const known = question.choices.map(({ id }) => id)
  if (question.other) known.push(OTHER)
  if (question.none) known.push(NONE)
  const isAlone = !question.multiple || chosen.includes(NONE)
  return (
    listed(chosen, known) ??
    (isAlone ? bounded(chosen.length, 1, 1) : bounded(chosen.length, question.min, question.max)) ??
    length(other)
  )
}

/** Checks the length of a text. */
export function checkWords(question: TextQuestion, text: unknown): Fault | undefined {
  if (typeof text !== 'string') return WRONG
  const found = charactersIn(text.trim())
  const limit = question.minLength ?? 0
  return found < limit ? { code: 'too_short', limit, found } : length(text, question.maxLength)
}

/** Each of a known list, none twice. */
export function listed(found: readonly string[], known: readonly string[]): Fault | undefined {
  if (found.some((id) => !known.includes(id))) return UNKNOWN
  return new Set(found).size < found.length ? { code: 'duplicate' } : undefined
}

/** Not too few, not too many. */
export function bounded(found: number, least = 0, most: number = Number.POSITIVE_INFINITY): Fault | undefined {
  if (found < least) return { code: 'too_few', limit: least, found }
  return found > most ? { code: 'too_many', limit: most, found } : undefined
}

/** Not too long, in characters. */
export function length(text: string | undefined, limit: number = DEFAULT_MAX_LENGTH): Fault | undefined {
  const found = charactersIn(text?.trim() ?? '')
  return found > limit ? { code: 'too_long', limit, found } : undefined
}
