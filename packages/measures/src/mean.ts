import { tFor } from './distributions.ts'
import { type Measured, requireConfidence } from './result.ts'

/**
 * Mean with Student's interval, x̄ ± t·s/√n. One answer has no spread, so no interval: suppressed.
 * The interval is not clamped to the scale, since the mean function does not know it.
 * Source: Student 1908, Biometrika 6.
 *
 * @throws RangeError when a value is not finite.
 * @public
 */
export function mean(values: readonly number[], confidence = 0.95): Measured {
  requireConfidence(confidence)
  const n = values.length
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`value: expected a finite number, got ${value}`)
  }
  if (n === 0) return { suppressed: 'no-data', n }
  if (n === 1) return { suppressed: 'no-spread', n }
  const centre = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (n - 1)
  const reach = tFor(confidence, n - 1) * Math.sqrt(variance / n)
  return { estimate: centre, low: centre - reach, high: centre + reach, n }
}
