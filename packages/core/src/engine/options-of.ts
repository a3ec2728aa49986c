import type { LocalizedText } from '../model/localized.ts'
import type { Choice, Question, QuestionOf, RatingQuestion, ScaleQuestion } from '../model/question.ts'
import { rangeOf } from '../model/range-of.ts'
import { valueAt, valuesOf } from '../model/scale.ts'
import { randomOrder } from './random-order.ts'

/** What stands for "Other" and "None of these" in an answer. */
export const OTHER = 'other'
/** What stands for "None of these" in an answer. */
export const NONE = 'none'

/** Kinds that offer nothing to choose from. */
type WithoutOptions =
  | 'text'
  | 'contact'
  | 'consent'
  | 'attachment'
  | 'statement'
  | 'praise'
  | 'complaint'
  | 'review_link'
  | 'reward'

/** Takes only kinds that are known to have none: a kind that is new must be named here or have a case of its own. */
const none = (_: QuestionOf<WithoutOptions | 'rating' | 'scale'>): readonly Choice[] => []
const noPoints = (_: QuestionOf<WithoutOptions | 'choice' | 'ranking' | 'split'>): readonly Option[] => []

/** The options of a question as they are written: choices, or rows of a matrix. Without Other and None. */
export function choicesOf(question: Question): readonly Choice[] {
  switch (question.kind) {
    case 'choice':
    case 'ranking':
    case 'split':
      return question.choices
    case 'matrix':
      return question.rows
    default:
      return none(question)
  }
}

/** The same in the order of a run: sampled and shuffled by its seed. */
export function optionsOf(question: Question, seed: string): readonly Choice[] {
  const options = choicesOf(question)
  const drawn = () => randomOrder(options, seed + question.id)
  if ('sampleRows' in question && question.sampleRows !== undefined) return drawn().slice(0, question.sampleRows)
  return 'shuffle' in question && question.shuffle ? drawn() : options
}

/** One option in all its languages. */
export type Option = { readonly id: string; readonly text: LocalizedText; readonly image?: string }

/** Columns of a matrix, or scale points, negative first. */
export function pointsOf(question: Question): readonly Option[] {
  switch (question.kind) {
    case 'matrix':
      return question.columns
    case 'scale':
      return pointsOfScale(question)
    case 'rating':
      return pointsOfRating(question)
    default:
      return noPoints(question)
  }
}

function pointsOfRating({ scale, labels }: RatingQuestion): readonly Option[] {
  const [low, high] = rangeOf(scale)
  return [...Array(high - low + 1).keys()].map((i) => ({ id: String(low + i), text: labels?.[i] ?? '' }))
}

/** A slider without words has two points, its ends: it may have a thousand values. */
function pointsOfScale(question: ScaleQuestion): readonly Option[] {
  const { look, words, ends } = question
  const last = valuesOf(question) - 1
  const at = look === 'slider' && !words ? [0, last] : [...Array(last + 1).keys()]
  return at.map((i) => ({
    id: String(valueAt(question, i)),
    text: (words ? words[i] : i ? i === last && ends?.high : ends?.low) || '',
  }))
}
