import type { Delivery, EpochMs, ProjectKey } from '@frankly/core'
import type { Lane } from '@frankly/core/wire'

/** One delivery for one destination, before it is stored. */
export interface OutboxEntry {
  readonly destination: string
  /** Part of a flood: behind all others, and told to people together. */
  readonly crowd?: boolean
  readonly delivery: Delivery
}

/** How it stands with one destination. */
export interface OutboxSummary {
  readonly project: ProjectKey
  readonly destination: string
  readonly waiting: number
  readonly dead: number
  /** When the oldest waiting row was put in; absent: none waits. */
  readonly waitingSince?: EpochMs
}

/** Names one row of the outbox. */
export interface OutboxKey {
  readonly project: ProjectKey
  /** The delivery's id: constant over all attempts. */
  readonly id: string
  readonly destination: string
}

/** A row of the outbox. */
export interface OutboxRow extends OutboxKey {
  readonly lane: Lane
  readonly state: 'waiting' | 'dead'
  /** Attempts begun, the present claim included. */
  readonly attempts: number
  readonly nextAt: EpochMs
  /** When it was put in the queue; a replay puts it in anew. */
  readonly createdAt: EpochMs
  /** What went wrong last. */
  readonly detail?: string
  readonly crowd?: boolean
  readonly delivery: Delivery
}

/** Which rows: all that agree with what is named. */
export interface OutboxFilter {
  readonly project?: ProjectKey
  /** Only of these. Default: all. */
  readonly projects?: readonly ProjectKey[]
  readonly destination?: string
  readonly id?: string
}

/** What a worker asks for. */
export interface OutboxClaim extends Omit<OutboxFilter, 'id' | 'projects'> {
  readonly now: EpochMs
  readonly leaseMs: number
  readonly limit: number
}

/**
 * Deliveries that still have to reach a destination. A row is written in the transaction that caused it and
 * leaves only by `ack`; a claim is a lease that expires by itself.
 */
export interface Outbox {
  /** Takes up to `limit` due rows, urgent first; each is hidden from other claims for `leaseMs`. */
  claim(ask: OutboxClaim): Promise<readonly OutboxRow[]>
  /** Delivered, or skipped for good: the row goes. True even if the lease had expired. */
  ack(key: OutboxKey): Promise<void>
  /** Not delivered: due again at `nextAt`. Ignored when another claim has taken the row meanwhile. */
  retry(row: OutboxRow, nextAt: EpochMs, detail: string): Promise<void>
  /** Not tried, since it is too early: due at `nextAt`, and no attempt counts. Ignored when another claim has it. */
  later(row: OutboxRow, nextAt: EpochMs, detail?: string): Promise<void>
  /** Keys of waiting rows with this detail, at most so many. */
  withDetail(of: OutboxFilter, detail: string, limit: number): Promise<readonly OutboxKey[]>
  /** Will never be delivered: kept for a person. Ignored when another claim has taken the row meanwhile. */
  dead(row: OutboxRow, detail: string): Promise<void>
  /** Urgent first, then the oldest. */
  list(
    query: OutboxFilter & { readonly state?: OutboxRow['state']; readonly limit: number },
  ): Promise<readonly OutboxRow[]>
  /** Puts these dead rows back in the queue, attempts from 0. Returns how many. */
  replay(keys: readonly OutboxKey[], now: EpochMs): Promise<number>
  /** Puts all dead rows back that agree with the filter. Returns how many. */
  replayAll(filter: OutboxFilter, now: EpochMs): Promise<number>
  /** How many rows wait and are dead, for each destination that has any. */
  summary(projects?: readonly ProjectKey[]): Promise<readonly OutboxSummary[]>
}
