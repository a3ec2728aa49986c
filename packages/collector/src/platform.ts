import type { EpochMs } from '@frankly/core'

/** Time. @public */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): EpochMs
}

/** Chance: a number from 0, always below 1. @public */
export type Random = () => number

/** Where the collector says what happened; never answers, addresses or secrets. @public */
export type Log = (line: string, facts?: LogFacts) => void

/** What stands beside a line where logs are JSON. @public */
export interface LogFacts {
  /** Default `warn`. */
  readonly level?: 'info' | 'warn' | 'error'
  /** Whatever helps: names, numbers, codes. */
  readonly [name: string]: unknown
}
