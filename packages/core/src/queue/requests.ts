import type { Clock } from '../platform/platform.ts'
import type { Transport } from '../transport/transport.ts'
import { type QueueRecord, readBody } from './record.ts'
import { type Outcomes, UNREADABLE } from './settle-batch.ts'
import type { Telling } from './telling.ts'

/** The transport has its own timeout of 15 s; this one stands behind it so that no transport can hold up the queue. */
const REQUEST_MS = 20_000
/** The same once the page or the network was away: Firefox never ends what was on its way into the back/forward cache. */
const RETURN_MS = 3000

/** Makes requests: one at a time in the page's life, and one more when the page leaves. */
export interface Requests {
  /**
   * Never rejects, never hangs: whatever is missing is a retry.
   * @param leaving - the page leaves, and the request outlives it
   */
  send(batch: readonly QueueRecord[], leaving: boolean): Promise<Outcomes>
  /** Ends the request that is on its way. */
  abort(reason: string): void
  /** [Q18] The page or the network is back: the request on its way has little time left. Once for each request. */
  shorten(): void
}

export function createRequests(
  transport: Transport,
  clock: Clock,
  telling: Pick<Telling, 'report' | 'reported'>,
): Requests {
  let current: { readonly control: AbortController; shorten?: () => void } | undefined

  function send(batch: readonly QueueRecord[], leaving: boolean): Promise<Outcomes> {
    const parsed = batch.map(readBody)
    const good = batch.flatMap(({ meta }, i) => (parsed[i] ? [{ ...parsed[i], attempt: meta.n + 1 }] : []))
    if (!good.length) return Promise.resolve(batch.map(() => UNREADABLE))
    const control = new AbortController()
    return new Promise((resolve) => {
      const limit = (ms: number): (() => void) => clock.after(ms, () => control.abort('timeout'))
      let cancel = limit(REQUEST_MS)
      const mine = {
        control,
        shorten() {
          cancel()
          cancel = limit(RETURN_MS)
        },
      }
      if (!leaving) current = mine
      const end = (outcomes: Outcomes | undefined): void => {
        cancel()
        if (current === mine) current = undefined
        if (outcomes?.some((outcome) => outcome?.status === 'delivered')) telling.reported(report)
        let i = 0
        resolve(parsed.map((delivery) => (delivery ? outcomes?.[i++] : UNREADABLE)))
      }
      const fail = (cause: unknown): void => end(good.map(() => ({ status: 'retry', scope: 'destination', cause })))
      control.signal.addEventListener('abort', () => fail(control.signal.reason))
      const report = telling.report()
      const how = { ...(leaving ? { leaving } : {}), ...(report ? { report } : {}) }
      const call = async (): Promise<Outcomes> =>
        transport.sendMany
          ? transport.sendMany(good, control.signal, how)
          : Promise.all(good.slice(0, 1).map((delivery) => transport.send(delivery, control.signal)))
      call().then(end, fail)
    })
  }

  return {
    send,
    abort: (reason) => current?.control.abort(reason),
    shorten() {
      current?.shorten?.()
      // once: a flapping network may not put the end off for ever
      delete current?.shorten
    },
  }
}
