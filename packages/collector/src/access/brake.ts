import type { Clock } from '../platform.ts'

/** Slows down those who guess. Addresses are held in memory only, as ranges. */
export interface Brake {
  /** 0: may try; otherwise milliseconds until then. */
  wait(range: string): number
  /** Notes a wrong guess. */
  failed(range: string): void
}

/** Wrong guesses that are allowed at once. */
const FREE = 10
/** How long until one more is allowed, ms. */
const EACH = 30_000
/** Address ranges remembered at most. */
const KEEP = 10_000

/** Ten wrong guesses for each range of addresses, then one every 30 seconds; never more than that to wait. */
export function createBrake(clock: Clock): Brake {
  /** By range: the time at which all its guesses are allowed again. */
  const free = new Map<string, number>()
  return {
    wait: (range) => Math.max(0, (free.get(range) ?? 0) - clock.now() - (FREE - 1) * EACH),
    failed(range) {
      const now = clock.now()
      const until = Math.min(now + FREE * EACH, Math.max(now, free.get(range) ?? 0) + EACH)
      // Deleted and set anew, so that the first key of the map is the one unused for longest.
      free.delete(range)
      if (free.size >= KEEP) free.delete(free.keys().next().value!)
      free.set(range, until)
    },
  }
}
