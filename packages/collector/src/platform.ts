import type { EpochMs } from '@frankly/core'

/** Time. */
export interface Clock {
  now(): EpochMs
}

/** Chance, 0 ≤ x < 1. */
export type Random = () => number

/** Where the collector says what happened; never answers, addresses or secrets. */
export type Log = (line: string) => void
