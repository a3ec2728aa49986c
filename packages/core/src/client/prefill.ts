import { wellFormed } from '../model/characters.ts'
import { COMPLAINT_CATEGORIES } from '../model/complaint.ts'
import type { ComplaintCategory } from '../model/question.ts'
import type { OrderContext } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { partOf } from './context.ts'
import type { RunHandle } from './handle.ts'
import { complaintOf } from './known-surveys.ts'

/** The order that a prefill names: the client cleans it as every order. @internal */
export function prefilledOrder(given: unknown): OrderContext | undefined {
  return partOf(given, 'order') as OrderContext | undefined
}

/**
 * Writes what is known of a complaint into a door that nobody has written into yet. The page may give anything: words
 * stay when the category is none that the door offers.
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
