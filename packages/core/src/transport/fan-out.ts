import { FeedbackError } from '../model/errors.ts'
import type { Delivery } from '../wire/delivery.ts'
import type { SendOutcome, Transport } from './transport.ts'
import { firstRefusal, sendSafely } from './wrap.ts'

/** Options of {@link fanOut}. @public */
export interface FanOutOptions {
  /** Told when one destination refused for good what another took: otherwise nobody would hear of it. */
  readonly onRejected?: (transport: Transport, delivery: Delivery, outcome: SendOutcome) => void
  /** How many half-delivered ids to remember, so that a retry goes only to those still missing. Default 1000. */
  readonly remember?: number
}

/**
 * Sends everything to every destination, all at once: a slow one delays no other. Delivered when no one is left
 * that may still take it and at least one did; overtaken when one of them has another writer's state; retry, at the latest floor, while one may; rejected when nobody took it
 * and one refused; skipped when all skip.
 * @throws FeedbackError `option-invalid` without any transport
 * @public
 */
export function fanOut(transports: readonly Transport[], options: FanOutOptions = {}): Transport {
  if (!transports.length) {
    throw new FeedbackError('option-invalid', { path: 'transports', found: 0, wanted: 'at least one transport' })
  }
  const remember = options.remember ?? 1000
  const settled = new Map<string, (SendOutcome | undefined)[]>()
  return {
    name: transports.map((transport) => transport.name ?? '?').join(' and '),
    async send(delivery, signal) {
      const before = settled.get(delivery.id) ?? []
      const outcomes = await Promise.all(
        transports.map(async (transport, i) => {
          const known = before[i]
          if (known) return known
          const outcome = await sendSafely(transport, delivery, signal)
          if (outcome.status === 'rejected') options.onRejected?.(transport, delivery, outcome)
          return outcome
        }),
      )
      settled.delete(delivery.id)
      const waits = outcomes.filter((outcome) => outcome.status === 'retry')
      if (waits.length) {
        settled.set(
          delivery.id,
          outcomes.map((outcome) => (outcome.status === 'retry' ? undefined : outcome)),
        )
        const oldest = settled.keys().next().value
        if (settled.size > remember && oldest !== undefined) settled.delete(oldest)
        return waits.reduce((found, next) => ((next.afterMs ?? 0) > (found.afterMs ?? 0) ? next : found))
      }
      const first = (status: SendOutcome['status']) => outcomes.find((outcome) => outcome.status === status)
      return first('overtaken') ?? first('delivered') ?? firstRefusal(outcomes)!
    },
  }
}
