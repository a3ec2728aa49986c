import type { Accounts } from '../access/accounts.ts'
import type { FileLinks } from '../access/file-links.ts'
import type { TrustedProxies } from '../access/networks.ts'
import type { Passes } from '../access/passes.ts'
import type { RateLimiter } from '../access/rate-limit.ts'
import type { Counting } from '../ingest/counting.ts'
import type { Intake } from '../ingest/intake.ts'
import type { Feed } from '../live/feed.ts'
import type { Metrics } from '../metrics.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Crowd } from '../outbox/crowd.ts'
import type { OutboxWorker } from '../outbox/worker.ts'
import type { Clock, Log, Random } from '../platform.ts'
import type { Quotas } from '../quotas.ts'
import type { Spool } from '../spool/spool.ts'
import type { Store } from '../store/ports.ts'
import type { LiveProjects } from '../surveys/live-projects.ts'
import type { Guesses } from './access/guesses.ts'

/** What the routes work with, built once in `collector.ts`. */
export interface Context {
  /** Its projects as they stand: with the surveys that are published. */
  readonly options: ResolvedOptions
  readonly surveys: LiveProjects
  readonly store: Store
  /** Before the store; absent: there is none. */
  readonly spool?: Spool
  readonly intake: Intake
  readonly counting: Counting
  readonly feed: Feed
  readonly quotas: Quotas
  readonly worker: OutboxWorker
  readonly metrics: Metrics
  readonly limiters: {
    readonly project: RateLimiter
    readonly address: RateLimiter
    /** Refused things that an address leaves. */
    readonly refused: RateLimiter
  }
  /** Proxies whose word on the customer's address counts. */
  readonly proxies: TrustedProxies
  /** Sessions and links. */
  readonly passes: Passes
  /** Accounts of people and tokens of programs. */
  readonly accounts: Accounts
  /** Addresses that open one photo for a while. */
  readonly fileLinks: FileLinks
  /** Wrong tokens and links. */
  readonly guesses: Guesses
  /** Tells floods of bad news from single voices. */
  readonly crowd: Crowd
  readonly clock: Clock
  readonly random: Random
  /** A fresh UUIDv7. */
  newId(): string
  readonly log: Log
  /** Set while shutting down: long answers end. */
  readonly closing: AbortSignal
  /** Whether requests should go to another collector from now on; those that come are answered. */
  isLeaving(): boolean
}
