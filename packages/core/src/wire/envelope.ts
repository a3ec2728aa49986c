import type { EpochMs, ResponseId } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Problem } from './problem.ts'
import type { Receipt } from './receipt.ts'

/** Body of `POST /v1/projects/{key}/responses`, posted as `text/plain` so that no preflight is needed. @public */
export interface ResponsesEnvelope {
  /** The client's clock: the collector corrects the times by it. */
  readonly sentAt: EpochMs
  /** At most 50, each whole. */
  readonly items: readonly Response[]
  /** Counts of what the client had to park or drop, by cause. */
  readonly report?: Readonly<Record<string, number>>
}

/**
 * What became of one item.
 * `stored`: on disk. `duplicate`: all that it says was there already, a success. `stale`: a higher revision is there: a
 * success when the same writer wrote that one, see {@link ReceiverState}. `conflict`: same id and revision, other words;
 * the first one counts, the other is kept for a person. `rejected`: will never be taken. `retry`: later.
 * @public
 */
export type ItemStatus = 'stored' | 'duplicate' | 'stale' | 'conflict' | 'rejected' | 'retry'

/**
 * What the receiver has under a response's id after an item: the revision that counts, and who wrote it. An item that is
 * `stale` or a `conflict` under another writer is not stored as the state of that response.
 * @public
 */
export interface ReceiverState {
  /** The revision that counts. */
  readonly revision: number
  /** `writer` of that revision; absent when it named none. */
  readonly writer?: string
}

/** Result of one item. @public */
export interface ItemResult {
  /** The response of the item. */
  readonly id: ResponseId
  /** The revision of the item. */
  readonly revision: number
  /** What became of it. */
  readonly status: ItemStatus
  /** Why it was not stored. */
  readonly problem?: Problem
  /** What the customer holds after a complaint. */
  readonly receipt?: Receipt
  /** Absent for `rejected`, `retry`, `erased` and `spooled`: nothing is known or there. */
  readonly has?: ReceiverState
  /** The response was erased: nothing of the item was kept, and nothing under this id ever will be. Goes with `stale`. */
  readonly erased?: true
  /** On disk in the collector's spool, on its way into the store: what it became there is not known yet. Goes with `stored`. */
  readonly spooled?: true
  /** Paths of what was sent and not stored as it came: unknown fields, facts that are not allowed or could not be read. At most 20. */
  readonly leftOut?: readonly string[]
}

/** `200` reply: one result for every item, in any order. @public */
export interface ResponsesReply {
  /** One for each item. */
  readonly results: readonly ItemResult[]
  /** The collector's clock. */
  readonly now: EpochMs
  /** Set with any `retry`; also in the `Retry-After` header. */
  readonly retryAfterMs?: number
}
