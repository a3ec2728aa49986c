import type { EpochMs, ResponseId } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Problem } from './problem.ts'
import type { Receipt } from './receipt.ts'

/** Body of `POST /v1/projects/{key}/responses`, posted as `text/plain` so that no preflight is needed. @public */
export interface ResponsesEnvelope {
  readonly sentAt: EpochMs
  readonly items: readonly Response[]
  /** Counts of what the client had to park or drop, by cause. */
  readonly report?: Readonly<Record<string, number>>
}

/**
 * What became of one item.
 * `stored`: on disk. `duplicate`: was there already, a success. `stale`: a higher revision is there, a success.
 * `conflict`: same id and revision, other body; both are kept. `rejected`: will never be taken. `retry`: later.
 * @public
 */
export type ItemStatus = 'stored' | 'duplicate' | 'stale' | 'conflict' | 'rejected' | 'retry'

/** Result of one item. @public */
export interface ItemResult {
  readonly id: ResponseId
  readonly revision: number
  readonly status: ItemStatus
  readonly problem?: Problem
  readonly receipt?: Receipt
  /** Paths of what was sent and not stored: unknown fields, context that is not allowed. At most 20. */
  readonly leftOut?: readonly string[]
}

/** `200` reply: one result for every item, in any order. @public */
export interface ResponsesReply {
  readonly results: readonly ItemResult[]
  /** The collector's clock. */
  readonly now: EpochMs
  /** Set with any `retry`; also in the `Retry-After` header. */
  readonly retryAfterMs?: number
}
