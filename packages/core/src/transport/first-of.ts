import { FeedbackError } from '../model/errors.ts'
import type { Delivery } from '../wire/delivery.ts'
import type { SendHow, SendOutcome, Transport } from './transport.ts'
import { firstRefusal, sendAll } from './wrap.ts'

/**
 * Tries destinations in order until one takes it: a first-party path, then a second endpoint.
 * Delivered (or overtaken) as soon as one says so. Nobody took it, but one may later: retry, at the earliest floor. No one may:
 * rejected, with the first refusal; skipped only when all skip.
 * @throws FeedbackError `option-invalid` without any transport
 * @public
 */
export function firstOf(...transports: readonly Transport[]): Transport {
  if (!transports.length) {
    throw new FeedbackError('option-invalid', { path: 'transports', found: 0, wanted: 'at least one transport' })
  }
  const sendMany = async (deliveries: readonly Delivery[], signal: AbortSignal, how?: SendHow) => {
    const tried: SendOutcome[][] = deliveries.map(() => [])
    for (const transport of transports) {
      const open = deliveries.map((_, i) => i).filter((i) => !isAnswered(tried[i]!.at(-1)))
      if (!open.length || signal.aborted) break
      const batch = open.map((i) => deliveries[i]!)
      const outcomes = await sendAll(transport, batch, signal, how)
      open.forEach((i, nth) => void tried[i]!.push(outcomes[nth]!))
    }
    return tried.map(best)
  }
  const many = transports.every((transport) => transport.sendMany)
  return {
    name: transports.map((transport) => transport.name ?? '?').join(' or '),
    send: async (delivery, signal) => (await sendMany([delivery], signal))[0]!,
    ...(many ? { sendMany, ...smallest(transports) } : {}),
  }
}

/** It is there, or another writer's state is: a second place would make two of it. */
const isAnswered = (outcome: SendOutcome | undefined): boolean =>
  outcome?.status === 'delivered' || outcome?.status === 'overtaken'

function best(outcomes: readonly SendOutcome[]): SendOutcome {
  const answered = outcomes.find(isAnswered)
  if (answered) return answered
  const retries = outcomes.filter((outcome) => outcome.status === 'retry')
  const soonest = retries.reduce<SendOutcome | undefined>(
    (found, next) => (found?.status === 'retry' && (found.afterMs ?? 0) <= (next.afterMs ?? 0) ? found : next),
    undefined,
  )
  return soonest ?? firstRefusal(outcomes) ?? { status: 'retry', cause: 'aborted' }
}

/** A batch must suit every one of them. */
function smallest(transports: readonly Transport[]): { maxBatch: number; maxBytes?: number } {
  const bytes = transports.flatMap((transport) => transport.maxBytes ?? [])
  return {
    maxBatch: Math.min(...transports.map((transport) => transport.maxBatch ?? 1)),
    ...(bytes.length ? { maxBytes: Math.min(...bytes) } : {}),
  }
}
