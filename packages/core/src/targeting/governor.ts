import { isCredible } from './credible.ts'
import { isQuiet } from './quiet-hours.ts'
import { no, type Suppressed, type SuppressReason } from './reasons.ts'
import { orderMark } from './stable-hash.ts'
import type { Governor, Visit } from './visit.ts'

const DAY = 86_400_000

/**
 * May this customer be asked anything now? One policy over all surveys; `undefined`: yes. Pure. Moments of the
 * ledger that lie ahead count for nothing ([L3]). The evidence of caps and gaps holds `until`, the moment from which they do not stand in the way, where there is one.
 * @public
 */
export function govern(visit: Visit, { policy, ledger }: Governor): Suppressed | undefined {
  const { now, order, open, offsets, sessionStart = now } = visit
  const shown = ledger.shown.filter((at) => isCredible(at, now))
  const cap = (reason: SuppressReason, max: number, span: number, from = now - span) => {
    const found = shown.filter((at) => at > from)
    // when so many have grown old that fewer than `max` count
    const until = span && found.at(-max)! + span
    return found.length < max ? undefined : no(reason, { wanted: max, found: found.length, until })
  }
  const gap = (reason: SuppressReason, days: number, since = 0) => {
    const until = since + days * DAY
    return since && isCredible(since, now) && now < until ? no(reason, { wanted: days, since, until }) : undefined
  }
  return (
    (visit.refused && no('consent', {})) ||
    (open && no('another-open', { found: open })) ||
    (visit.caseOpen && no('case-open', {})) ||
    (order &&
      policy.oncePerOrder !== false &&
      ledger.orders.includes(orderMark(order.orderId)) &&
      no('order-asked', { found: order.orderId })) ||
    cap('session-cap', policy.perSession ?? 1, 0, sessionStart - 1) ||
    cap('daily-cap', policy.perDay ?? 1, DAY) ||
    cap('monthly-cap', policy.per30Days ?? 4, 30 * DAY) ||
    gap('gap-answered', policy.gapAfterAnsweredDays ?? 90, ledger.answered) ||
    gap('gap-dismissed', policy.gapAfterDismissedDays ?? 30, ledger.dismissed) ||
    gap('gap-shown', policy.gapAfterShownDays ?? 7, shown.at(-1)) ||
    ((visit.channel === 'message' || policy.quietHours?.applyInPage) &&
      isQuiet(now, offsets, policy.quietHours) &&
      no('quiet-hours', { found: offsets })) ||
    undefined
  )
}
