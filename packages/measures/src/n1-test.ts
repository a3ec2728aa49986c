import { twoSidedP } from './distributions.ts'
import type { Share } from './newcombe.ts'
import { requirePart, type Suppressed } from './result.ts'

/** Outcome of a test of two shares. @public */
export interface TestResult {
  /** Always absent: tells a result from one that is withheld. */
  readonly suppressed?: never
  /** Positive when the first share is the larger. */
  readonly z: number
  /** Two-sided. */
  readonly p: number
  /** Answers of both sides together. */
  readonly n: number
}

/**
 * Compares two independent shares with the N−1 two-proportion test:
 * z = (p₁−p₂)·√((N−1)/N) / √(P(1−P)(1/n₁+1/n₂)), P pooled.
 * Source: E. Pearson 1947; Campbell 2007, Statistics in Medicine 26; Lewis & Sauro.
 * Equal to no difference when nobody, or everybody, is a hit.
 *
 * @throws RangeError when the counts are no counts.
 * @public
 */
export function n1Test(first: Share, second: Share): TestResult | Suppressed {
  requirePart('first.hits', first.hits, first.n)
  requirePart('second.hits', second.hits, second.n)
  const n = first.n + second.n
  if (first.n === 0 || second.n === 0) return { suppressed: 'no-data', n }
  const pooled = (first.hits + second.hits) / n
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n))
  if (spread === 0) return { z: 0, p: 1, n }
  const z = ((first.hits / first.n - second.hits / second.n) * Math.sqrt((n - 1) / n)) / spread
  return { z, p: twoSidedP(z), n }
}
