/** Longest own wait, ms. */
export const LONGEST_WAIT = 300_000
/** Longest wait that a destination can ask for, ms. */
export const LONGEST_FLOOR = 3_600_000

/**
 * Full jitter, `rand(0, min(5 min, 1 s·2^n))` (M. Brooker, "Exponential backoff and jitter", AWS 2015), not below
 * what the destination asked for, plus 0-20 % so that a herd with the same floor spreads.
 * @param failures failures in a row, 1 for the first
 * @param unit 0 ≤ x < 1
 */
export function waitAfter(failures: number, afterMs: number | undefined, unit: () => number): number {
  const own = unit() * Math.min(LONGEST_WAIT, 1000 * 2 ** failures)
  return Math.max(own, floorOf(afterMs) * (1 + 0.2 * unit()))
}

/** What the destination asked for, ms: 0 if not a positive number, at most an hour. */
export function floorOf(afterMs: number | undefined): number {
  return afterMs !== undefined && afterMs > 0 ? Math.min(afterMs, LONGEST_FLOOR) : 0
}
