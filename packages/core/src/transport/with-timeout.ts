import { FeedbackError } from '../model/errors.ts'
import { after as browserAfter } from '../platform/after.ts'
import type { Clock } from '../platform/platform.ts'
import type { SendOutcome, Transport } from './transport.ts'
import { faceOf, sendAll } from './wrap.ts'

/**
 * Gives a transport a time limit, even one that ignores its signal. What was not answered in time is a retry:
 * it may have arrived, and the receiver's idempotency key absorbs the repeat.
 * @param ms - milliseconds, more than 0
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function withTimeout<T extends Transport>(transport: T, ms: number, after: Clock['after'] = browserAfter): T {
  if (!(ms > 0)) throw new FeedbackError('option-invalid', { path: 'ms', found: ms, wanted: 'milliseconds above 0' })
  return faceOf(transport, async (deliveries, signal, how) => {
    const own = new AbortController()
    const stop = (): void => own.abort(signal.reason)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    let cancel = (): void => {}
    const late = new Promise<readonly SendOutcome[]>((resolve) => {
      cancel = after(ms, () => {
        own.abort('timeout')
        resolve(deliveries.map(() => ({ status: 'retry', scope: 'destination', cause: 'timeout' })))
      })
    })
    try {
      return await Promise.race([sendAll(transport, deliveries, own.signal, how), late])
    } finally {
      cancel()
      signal.removeEventListener('abort', stop)
    }
  })
}
