import type { EpochMs } from '@frankly/core'

/** Time. @public */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): EpochMs
}

/** Chance: a number from 0, always below 1. @public */
export type Random = () => number

/** Where the collector says what happened; never answers, addresses or secrets. @public */
export type Log = (line: string) => void
