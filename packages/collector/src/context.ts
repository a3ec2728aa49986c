import type { EpochMs } from '@frankly/core'
import type { Intake } from './ingest/intake.ts'
import type { RateLimiter } from './ingest/rate-limit.ts'
import type { Feed } from './live/feed.ts'
import type { Metrics } from './metrics.ts'
import type { ResolvedOptions } from './options.ts'
import type { Store } from './store/ports.ts'

/** Time. */
export interface Clock {
  now(): EpochMs
}

/** Chance, 0 ≤ x < 1. */
export type Random = () => number

/** Where the collector says what happened; never answers, addresses or secrets. */
export type Log = (line: string) => void

/** What the routes work with, built once in `collector.ts`. */
export interface Context {
  readonly options: ResolvedOptions
  readonly store: Store
  readonly intake: Intake
  readonly feed: Feed
  readonly metrics: Metrics
  readonly limiters: { readonly project: RateLimiter; readonly address: RateLimiter }
  readonly clock: Clock
  readonly random: Random
  /** A fresh UUIDv7. */
  newId(): string
  readonly log: Log
  /** Set while shutting down: long answers end. */
  readonly closing: AbortSignal
}
