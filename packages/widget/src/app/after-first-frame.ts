import { orderMark } from '@frankly/core'
import { settle } from '../placement/settle.ts'
import type { AppCore, Shown } from './core.ts'
import { orderOfVisit } from './visit.ts'

/** What a survey that stands before the customer needs next: a firm place, and an entry in the ledger. */
export function afterFirstFrame({ host, book }: AppCore, { survey, place, again }: Shown): void {
  settle(place)
  if (again) return
  const order = orderOfVisit(host.facts.signs)
  const mark = order && { order: orderMark(order.orderId) }
  // [G8] the opening of the door counts for nothing
  if (!survey.targeting?.alwaysOpen) book.note({ what: 'shown', surveyId: survey.id, at: Date.now(), ...mark })
}
