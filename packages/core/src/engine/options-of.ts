import type { LocalizedText } from '../model/localized.ts'
import type { Choice, Question, ScaleQuestion } from '../model/question.ts'
import { rangeOf } from '../model/range-of.ts'
import { valueAt, valuesOf } from '../model/scale.ts'
import { randomOrder } from './random-order.ts'

/** What stands for "Other" and "None of these" in an answer. */
export const OTHER = 'other'
/** What stands for "None of these" in an answer. */
export const NONE = 'none'

/** The options of a question in the order of a run: sampled and shuffled by its seed. Without Other and None. */
export function optionsOf(question: Question, seed: string): readonly Choice[] {
  if (question.kind === 'matrix') {
    const { rows, sampleRows } = question
    return sampleRows === undefined ? rows : randomOrder(rows, seed + question.id).slice(0, sampleRows)
  }
  if (!('choices' in question)) return []
  const isShuffled = question.kind !== 'split' && question.shuffle
  return isShuffled ? randomOrder(question.choices, seed + question.id) : question.choices
}

/** One option in all its languages. */
export type Option = { readonly id: string; readonly text: LocalizedText; readonly image?: string }

/** Columns of a matrix, or scale points, negative first. */
export function pointsOf(question: Question): readonly Option[] {
  if (question.kind === 'matrix') return question.columns
  if (question.kind === 'scale') return pointsOfScale(question)
  if (question.kind !== 'rating') return []
  const [low, high] = rangeOf(question.scale)
  return [...Array(high - low + 1).keys()].map((i) => ({ id: String(low + i), text: question.labels?.[i] ?? '' }))
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
