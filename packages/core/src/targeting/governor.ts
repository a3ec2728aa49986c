import { isQuiet } from './quiet-hours.ts'
import { no, type Suppressed, type SuppressReason } from './reasons.ts'
import { orderMark } from './stable-hash.ts'
import type { Governor, Visit } from './visit.ts'

const DAY = 86_400_000

/**
 * May this customer be asked anything now? One policy over all surveys; `undefined`: yes. Pure.
 * @public
 */
export function govern(visit: Visit, { policy, ledger }: Governor): Suppressed | undefined {
  const { now, order, open, offsets } = visit
  const { shown, answered, dismissed } = ledger
  const cap = (reason: SuppressReason, max: number, from: number) => {
    const found = shown.filter((at) => at >= from).length
    return found < max ? undefined : no(reason, { wanted: max, found })
  }
  const gap = (reason: SuppressReason, days: number, since = 0) =>
    since && now < since + days * DAY ? no(reason, { wanted: days, since, until: since + days * DAY }) : undefined
  return (
    (visit.refused && no('consent', {})) ||
    (open && no('another-open', { found: open })) ||
    (visit.caseOpen && no('case-open', {})) ||
    (order &&
      policy.oncePerOrder !== false &&
      ledger.orders.includes(orderMark(order.orderId)) &&
      no('order-asked', { found: order.orderId })) ||
    cap('session-cap', policy.perSession ?? 1, visit.sessionStart ?? now) ||
    cap('daily-cap', policy.perDay ?? 1, now - DAY + 1) ||
    cap('monthly-cap', policy.per30Days ?? 4, now - 30 * DAY + 1) ||
    gap('gap-answered', policy.gapAfterAnsweredDays ?? 90, answered) ||
    gap('gap-dismissed', policy.gapAfterDismissedDays ?? 30, dismissed) ||
    gap('gap-shown', policy.gapAfterShownDays ?? 7, shown.at(-1)) ||
    ((visit.channel === 'message' || policy.quietHours?.applyInPage) &&
      isQuiet(now, offsets, policy.quietHours) &&
      no('quiet-hours', { found: offsets })) ||
    undefined
  )
}
