import { mean } from './mean.ts'
import { type Interval, isSuppressed, type Measured, requireCount } from './result.ts'

/** The nine criteria by which customers judge a service (SERVQUAL's 1985 list without credibility). @public */
export const CRITERIA = [
  'competence',
  'accessibility',
  'courtesy',
  'reliability',
  'security',
  'responsibility',
  'communication',
  'understanding',
  'tangibles',
] as const

/** One of the nine. @public */
export type Criterion = (typeof CRITERIA)[number]

/** The five dimensions of 1988. @public */
export type Dimension = 'reliability' | 'assurance' | 'tangibles' | 'empathy' | 'responsiveness'

/**
 * Which of the five dimensions a criterion belongs to. Source: Parasuraman, Zeithaml & Berry 1988,
 * Journal of Retailing 64; `responsibility` (readiness to answer) is their responsiveness.
 * @public
 */
export const DIMENSION_OF: Readonly<Record<Criterion, Dimension>> = {
  reliability: 'reliability',
  responsibility: 'responsiveness',
  competence: 'assurance',
  courtesy: 'assurance',
  security: 'assurance',
  accessibility: 'empathy',
  communication: 'empathy',
  understanding: 'empathy',
  tangibles: 'tangibles',
}

/** Ratings of one criterion, 1 very poor … 5 very good; "not applicable" is left out before. @public */
export interface CriterionRatings {
  /** Name of the criterion. */
  readonly id: string
  /** One number for each answer, all on one scale. */
  readonly ratings: readonly number[]
  /** How much it matters, on the scale of the ratings or from {@link importanceFromSplit}. */
  readonly importance?: number
}

/** A criterion with its figure. @public */
export interface RankedCriterion extends Interval {
  /** Name of the criterion. */
  readonly id: string
  /** As it was given. */
  readonly importance?: number
}

/** The weakest, and how sure that is. @public */
export interface Weakest {
  /** As many as asked for, weakest first; fewer when fewer have enough answers. */
  readonly weakest: readonly RankedCriterion[]
  /** Outside the pick with the very same mean and gap as the last one inside. */
  readonly tied: readonly string[]
  /** Outside the pick, their interval overlaps that of the last one inside: "too close to call". */
  readonly tooCloseToCall: readonly string[]
  /** Left out for want of answers. */
  readonly tooFew: readonly string[]
  /** All that could be ranked, weakest first. */
  readonly ranked: readonly RankedCriterion[]
}

/** Options of {@link weakest}. @public */
export interface WeakestOptions {
  /** Default 3. */
  readonly count?: number
  /** Fewest answers for a criterion to be ranked. Default 10 (under it all is anecdote). */
  readonly minN?: number
  /** Default 0.95. */
  readonly confidence?: number
}

/**
 * The weakest criteria by performance only (SERVPERF: Cronin & Taylor 1992, Journal of Marketing
 * 56), lowest mean first; equal means by the larger gap to importance, then in the given order, so
 * that the same data always gives the same pick. Ties and overlaps at the cut are named.
 *
 * @throws RangeError when a rating or an importance is not finite, or `count` or `minN` is no count.
 * @public
 */
export function weakest(criteria: readonly CriterionRatings[], options: WeakestOptions = {}): Weakest {
  const { count = 3, minN = 10, confidence = 0.95 } = options
  requireCount('count', count)
  requireCount('minN', minN)
  const ranked: RankedCriterion[] = []
  const tooFew: string[] = []
  for (const { id, ratings, importance } of criteria) {
    if (importance !== undefined && !Number.isFinite(importance))
      throw new RangeError(`importance of ${id}: expected a finite number, got ${importance}`)
    const result = mean(ratings, confidence)
    if (isSuppressed(result) || ratings.length < minN) tooFew.push(id)
    else ranked.push({ ...result, id, ...(importance === undefined ? {} : { importance }) })
  }
  ranked.sort((a, b) => a.estimate - b.estimate || gapOf(b) - gapOf(a))
  const picked = ranked.slice(0, count)
  const last = picked.at(-1)
  const outside = ranked.slice(count)
  const same = (other: RankedCriterion) =>
    last !== undefined && other.estimate === last.estimate && gapOf(other) === gapOf(last)
  return {
    weakest: picked,
    tied: outside.filter(same).map((other) => other.id),
    tooCloseToCall: outside.filter((other) => last !== undefined && other.low <= last.high).map((other) => other.id),
    tooFew,
    ranked,
  }
}

/** Importance − performance: how much more it matters than it is done. */
function gapOf(criterion: RankedCriterion): number {
  return criterion.importance === undefined ? 0 : criterion.importance - criterion.estimate
}

/**
 * Means by dimension, all ratings of its criteria together. Criteria outside the nine are left out.
 * @throws RangeError when a rating is not finite.
 * @public
 */
export function servperf(
  criteria: readonly CriterionRatings[],
  confidence = 0.95,
): Readonly<Partial<Record<Dimension, Measured>>> {
  const byDimension: Partial<Record<Dimension, number[]>> = {}
  for (const { id, ratings } of criteria) {
    const dimension = Object.hasOwn(DIMENSION_OF, id) ? DIMENSION_OF[id as Criterion] : undefined
    if (dimension !== undefined) byDimension[dimension] = [...(byDimension[dimension] ?? []), ...ratings]
  }
  return Object.fromEntries(
    Object.entries(byDimension).map(([dimension, ratings]) => [dimension, mean(ratings, confidence)]),
  )
}

/**
 * SERVQUAL's gap, perception − expectation, of people who rated both (paired; negative: below what
 * was expected). Source: Parasuraman, Zeithaml & Berry 1988.
 * @throws RangeError when a rating is not finite.
 * @public
 */
export function servqualGap(
  pairs: readonly { readonly perception: number; readonly expectation: number }[],
  confidence = 0.95,
): Measured {
  return mean(
    pairs.map((pair) => pair.perception - pair.expectation),
    confidence,
  )
}

/**
 * Mean points per criterion from 100-point splits; a criterion that a person left out got 0 points.
 * @throws RangeError when points are no number from 0.
 * @public
 */
export function importanceFromSplit(
  splits: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>()
  for (const split of splits) {
    for (const [id, points] of Object.entries(split)) {
      if (!(Number.isFinite(points) && points >= 0))
        throw new RangeError(`${id}: expected points from 0, got ${points}`)
      sums.set(id, (sums.get(id) ?? 0) + points)
    }
  }
  return Object.fromEntries([...sums].map(([id, points]) => [id, points / splits.length]))
}
