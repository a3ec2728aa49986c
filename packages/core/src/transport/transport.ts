import type { Delivery } from '../wire/delivery.ts'
import type { Receipt } from '../wire/receipt.ts'

/**
 * A destination. Sends one delivery and says honestly what became of it. Never throws for trouble
 * on the way; throws only on misuse.
 * @public
 */
export interface Transport {
  /** Sends one delivery. The signal stops the attempt; the outcome is `retry` then. */
  send(delivery: Delivery, signal: AbortSignal): Promise<SendOutcome>
  /** Sends several at once when the destination can; outcomes in the same order. */
  sendMany?(deliveries: readonly Delivery[], signal: AbortSignal, how?: SendHow): Promise<readonly SendOutcome[]>
  /** How many `sendMany` takes. Default 1. */
  readonly maxBatch?: number
  /** Largest body of one `sendMany`, bytes. Default: no limit. */
  readonly maxBytes?: number
  /** Name for logs and tables. */
  readonly name?: string
}

/** Hints for one sending. @public */
export interface SendHow {
  /** The page is going away: use `keepalive`, keep the body under 16 KiB. */
  readonly leaving?: boolean
  /** Counts of what the client had to park or drop, by cause: goes along with the batch where the destination takes it. */
  readonly report?: Readonly<Record<string, number>>
}

/**
 * What became of a delivery. `delivered`: it is stored there. `retry`: later. `rejected`: never, the same again would be
 * refused again. `overtaken`: the destination has a state of this response that another writer wrote, at `revision`; this
 * one is not stored as its state, so its words go on above that revision or in a response of their own. `skipped`: this destination takes no such deliveries, so nothing was sent and nothing will be; `reason`
 * is one word such as `event` or `privacy_gpc`, fit for a label of a metric. A skipped delivery is never counted or
 * told as delivered.
 * @public
 */
export type SendOutcome =
  | {
      readonly status: 'delivered'
      readonly receipt?: Receipt /** The receiver's clock, epoch ms. */
      readonly now?: number
    }
  | { readonly status: 'retry'; readonly afterMs?: number; readonly cause?: unknown; readonly scope?: RetryScope }
  | {
      readonly status: 'overtaken'
      /** Revision that the destination has. */
      readonly revision: number
      /** The receiver's clock, epoch ms. */
      readonly now?: number
    }
  | { readonly status: 'rejected'; readonly code: string; readonly detail: string; readonly scope?: RejectScope }
  | { readonly status: 'skipped'; readonly reason: string }

/**
 * What a retry says about: `item` this one, `destination` everything (offline, 503), `blocked` no answer at all
 * and something on the way refuses (CSP, ad blocker), `paused` the key or origin is not welcome now (401, 403, 404, 410).
 * @public
 */
export type RetryScope = 'item' | 'destination' | 'blocked' | 'paused'

/** `batch`: one of the batch is at fault, or it is too large: send in halves. `item`: this one. @public */
export type RejectScope = 'item' | 'batch'
