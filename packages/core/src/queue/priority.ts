import type { Delivery } from '../wire/delivery.ts'
import { responseOf } from './response-of.ts'

/** 0 complaints and erasures, 1 answers with words or an address, 2 other answers. Lower goes first. @internal */
export type Priority = 0 | 1 | 2

/** Complaints and erasures first, then whatever a person wrote or wants to be reached by, then the rest. */
export function priorityOf(delivery: Delivery): Priority {
  const response = responseOf(delivery)
  if (delivery.lane === 'urgent' || delivery.type === 'subject.erased' || response?.complaint) return 0
  const worded = Object.values(response?.answers ?? {}).some(
    (answer) =>
      answer.kind === 'complaint' ||
      answer.kind === 'contact' ||
      'text' in answer ||
      ('other' in answer && answer.other),
  )
  return worded ? 1 : 2
}
