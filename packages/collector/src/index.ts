/**
 * The Frankly collector: stores responses on SQLite or PostgreSQL and brings bad news first.
 * @packageDocumentation
 */

export type { RateLimiter } from './access/rate-limit.ts'
export * from './collector.ts'
export type { App } from './http/app.ts'
export type * from './http/context.ts'
export * from './http/listen.ts'
export type { Intake, IntakeResult } from './ingest/intake.ts'
export type { LiveEntry } from './live/entry.ts'
export type { Feed } from './live/feed.ts'
export type { Metrics } from './metrics.ts'
export * from './options/limits.ts'
export type * from './options/options.ts'
export * from './options/read-options.ts'
export { type OpenDestination, type OpenDestinations, openDestinations } from './outbox/destinations.ts'
export type { OutboxWorker } from './outbox/worker.ts'
export * from './store/ports.ts'
export { migrateStore, type OpenStore, openStore } from './store/store.ts'
