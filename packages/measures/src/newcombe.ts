import { isSuppressed, type Measured } from './result.ts'
import { wilson } from './wilson.ts'

/** A share as counts. @public */
export interface Share {
  /** Answers that count, 0 to `n`. */
  readonly hits: number
  /** All answers. */
  readonly n: number
}

/**
 * Difference of two independent shares, first − second, with Newcombe's hybrid score interval:
 * d − √((p₁−l₁)² + (u₂−p₂)²) … d + √((u₁−p₁)² + (p₂−l₂)²), l and u from {@link wilson}.
 * Source: Newcombe 1998, Statistics in Medicine 17, method 10. `n` is both together.
 *
 * @throws RangeError when the counts are no counts.
 * @public
 */
export function newcombe(first: Share, second: Share, confidence = 0.95): Measured {
  const a = wilson(first.hits, first.n, confidence)
  const b = wilson(second.hits, second.n, confidence)
  const n = first.n + second.n
  if (isSuppressed(a) || isSuppressed(b)) return { suppressed: 'no-data', n }
  const difference = a.estimate - b.estimate
  return {
    estimate: difference,
    low: difference - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: difference + Math.hypot(a.high - a.estimate, b.estimate - b.low),
    n,
  }
}

/**
 * "Changed" may be said only when the interval of the difference leaves out 0.
 * @public
 */
export function changed(difference: Measured): boolean {
  return !isSuppressed(difference) && (difference.low > 0 || difference.high < 0)
}
