import { type Measured, requireCount } from './result.ts'
import { wilson } from './wilson.ts'

/** Answers on a five-point scale, counted from the worst point to the best. @public */
export type FivePoint = readonly [number, number, number, number, number]

/**
 * Customer satisfaction: the share of the two best of five answers, with its Wilson interval.
 * The usual top-two-box figure ([M4]); interval as {@link wilson}.
 *
 * @throws RangeError when a count is no count, or there are not five.
 * @public
 */
export function csat(counts: FivePoint, confidence = 0.95): Measured {
  // answers in place of counts have the same type to a script: 100 of them would make a share of nothing
  if (counts.length !== 5)
    throw new RangeError(`counts: expected 5 counts, worst point first, got ${counts.length} numbers`)
  for (const [i, count] of counts.entries()) requireCount(`counts[${i}]`, count)
  const n = counts.reduce((sum, count) => sum + count, 0)
  return wilson(counts[3] + counts[4], n, confidence)
}
