import type { EpochMs } from '../model/ids.ts'

const DAY = 86_400_000

/**
 * [L3] A moment more than a day ahead was written by a clock that was wrong: it counts for nothing, so that nobody is
 * left unasked for a year because of it.
 */
export function isCredible(at: EpochMs, now: EpochMs): boolean {
  return at <= now + DAY
}
