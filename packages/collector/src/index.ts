/**
 * The Frankly collector: stores responses on SQLite or PostgreSQL and brings bad news first.
 * @packageDocumentation
 */

export * from './collector.ts'
export type * from './context.ts'
export type { App } from './http/app.ts'
export * from './http/listen.ts'
export type { Intake, IntakeResult } from './ingest/intake.ts'
export * from './ingest/limits.ts'
export type { RateLimiter } from './ingest/rate-limit.ts'
export type { SpamRules } from './ingest/suspicion.ts'
export type { LiveEntry } from './live/entry.ts'
export type { Feed } from './live/feed.ts'
export type { Metrics } from './metrics.ts'
export * from './options.ts'
export { type OpenDestination, type OpenDestinations, openDestinations } from './outbox/destinations.ts'
export type { OutboxWorker } from './outbox/worker.ts'
export * from './store/ports.ts'
export { migrateStore, type OpenStore, openStore } from './store/store.ts'
