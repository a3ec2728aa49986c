/**
 * The Frankly collector: stores responses on SQLite or PostgreSQL and brings bad news first. Most shops run it by its
 * command, `frankly`; this is for a server of your own.
 * @packageDocumentation
 */

export { type CollectorParts, createCollector } from './collector.ts'
export type { App } from './http/app.ts'
export { type Collector, type Listening, listen } from './http/listen.ts'
export { LIMITS, type Limits } from './options/limits.ts'
export type * from './options/options.ts'
export { checkedOptions, faultsOf, readOptions, readOptionsFile, resolveOptions } from './options/read-options.ts'
export type * from './platform.ts'
