import type { Choice, Question } from '../model/question.ts'
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
  const shuffle = question.kind !== 'split' && question.shuffle
  return shuffle ? randomOrder(question.choices, seed + question.id) : question.choices
}
