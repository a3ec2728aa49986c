import { orderMark } from '@frankly/core'
import { settle } from '../placement/settle.ts'
import { orderOfVisit } from '../triggers/order-of-visit.ts'
import type { AppCore, Shown } from './core.ts'

/** What a survey that stands before the customer needs next: a firm place, and an entry in the ledger. */
export function afterFirstFrame({ host, book, floats }: AppCore, shown: Shown): void {
  const { survey, place, again } = shown
  settle(place, () => {
    host.warn('the page takes our element out again and again: nothing is shown above it any more')
    host.facts.unwanted = true
    for (const each of [...floats]) each.putAway()
  })
  if (again) return
  const order = orderOfVisit(host.facts.signs)
  const mark = order && { order: orderMark(order.orderId) }
  // [G8] the opening of the door counts for nothing
  if (!survey.targeting?.alwaysOpen) book.note({ what: 'shown', surveyId: survey.id, at: Date.now(), ...mark })
}
