import type { EpochMs } from '@frankly/core'

const MINUTE = 60_000
/** Longest wait before the second attempt, ms. It doubles with each attempt. */
const FIRST = 5000
/** Longest wait before any attempt, ms. */
const LONGEST = 4 * 60 * MINUTE
/** A destination cannot ask for a longer wait. */
const LONGEST_FLOOR = 24 * 60 * MINUTE
/** Longest rest of a destination that does not answer: after it is back, its rows wait no longer than this. */
const LONGEST_REST = 5 * MINUTE
/** How long a row is tried, ms from the moment it was put in. */
export const GIVE_UP_AFTER: number = 5 * 24 * 60 * MINUTE
/** How long a destination rests that said "gone" (410). */
export const GONE_REST: number = 60 * MINUTE

/**
 * Wait before the next attempt of a row: full jitter, `rand(0, min(4 h, 5 s·2^(n-1)))` (M. Brooker, "Exponential
 * backoff and jitter", AWS 2015), never below what the destination asked for, plus up to 20 % so that rows with the
 * same floor spread.
 * @param attempts attempts so far, 1 for the first
 * @param random 0 ≤ x < 1
 */
export function waitAfter(attempts: number, floorMs: number | undefined, random: () => number): number {
  const own = random() * Math.min(LONGEST, FIRST * 2 ** (attempts - 1))
  return Math.round(Math.max(own, floorOf(floorMs) * (1 + 0.2 * random())))
}

/**
 * Rest of a whole destination that did not answer: at least a quarter of its step, so that it is not tried too often.
 * @param failures failures in a row, 1 for the first
 */
export function restAfter(failures: number, floorMs: number | undefined, random: () => number): number {
  const step = Math.min(LONGEST_REST, 1000 * 2 ** (failures - 1))
  return Math.round(Math.max(step * (0.25 + 0.75 * random()), floorOf(floorMs) * (1 + 0.1 * random())))
}

/** Whether the next attempt would come too late. */
export function isTooLate(row: { readonly createdAt: EpochMs }, nextAt: EpochMs): boolean {
  return nextAt - row.createdAt > GIVE_UP_AFTER
}

/** A wish that is no sensible time is no wish. */
function floorOf(floorMs: number | undefined): number {
  return floorMs !== undefined && floorMs > 0 ? Math.min(floorMs, LONGEST_FLOOR) : 0
}
