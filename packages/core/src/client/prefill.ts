import { wellFormed } from '../model/characters.ts'
import { COMPLAINT_CATEGORIES } from '../model/complaint.ts'
import type { ComplaintCategory } from '../model/question.ts'
import type { OrderContext } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { Logger } from '../platform/platform.ts'
import type { RunHandle } from './handle.ts'
import { complaintOf } from './known-surveys.ts'
import { partOf } from './part-of.ts'
import { toldContext } from './told-facts.ts'

/** The order that a prefill names, as far as it can be used. @internal */
export function prefilledOrder(given: unknown, log: Logger): OrderContext | undefined {
  const order = partOf(given, 'order')
  return order === undefined ? undefined : toldContext({ order }, log).order
}

/**
 * Writes what is known of a complaint into a door that nobody has written into yet. The page may give anything: words
 * stay when the door does not offer the category.
 * @internal
 */
export function prefill(run: RunHandle, survey: Survey, given: unknown): void {
  const question = complaintOf(survey)
  if (!question || run.touched) return
  const words = partOf(given, 'text')
  const text = typeof words === 'string' ? wellFormed(words) : ''
  const named = partOf(given, 'category') as ComplaintCategory
  const category = (question.categories ?? COMPLAINT_CATEGORIES).includes(named) && named
  if (text || category) run.answer(question.id, { kind: 'complaint', text, ...(category && { category }) })
}
