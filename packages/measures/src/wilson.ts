import { zFor } from './distributions.ts'
import { clamp, type Measured, requirePart } from './result.ts'

/**
 * A share with its score interval: (p̂ + z²/2n ± z·√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).
 * Source: Wilson 1927, JASA 22; as recommended by Agresti & Coull 1998 and E. Miller
 * ("How not to sort by average rating"). Shares are fractions, 0…1.
 *
 * @param hits - how many of `n`
 * @param confidence - default 0.95
 * @throws RangeError when the counts are no counts or `hits` is above `n`.
 * @public
 */
export function wilson(hits: number, n: number, confidence = 0.95): Measured {
  requirePart('hits', hits, n)
  const z = zFor(confidence)
  if (n === 0) return { suppressed: 'no-data', n }
  const share = hits / n
  const z2 = z * z
  const middle = share + z2 / (2 * n)
  const reach = z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  const under = 1 + z2 / n
  return {
    estimate: share,
    // rounding must not push the ends past the estimate at 0 and n
    low: hits === 0 ? 0 : clamp((middle - reach) / under, 0, share),
    high: hits === n ? 1 : clamp((middle + reach) / under, share, 1),
    n,
  }
}
