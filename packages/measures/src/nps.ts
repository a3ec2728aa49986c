import { twoSidedP, zFor } from './distributions.ts'
import { clamp, type Measured, requireCount } from './result.ts'

/** How many answers fell on each side of 0–10. @public */
export interface NpsCounts {
  /** 9 and 10. */
  readonly promoters: number
  /** 7 and 8. */
  readonly passives: number
  /** 0 to 6. */
  readonly detractors: number
}

/**
 * Sorts 0–10 answers into promoters 9–10, passives 7–8, detractors 0–6 (Reichheld 2003).
 * @throws RangeError when an answer is not a whole number 0…10.
 * @public
 */
export function npsCounts(answers: Iterable<number>): NpsCounts {
  let promoters = 0
  let passives = 0
  let detractors = 0
  for (const answer of answers) {
    if (!Number.isInteger(answer) || answer < 0 || answer > 10) {
      throw new RangeError(`answer: expected a whole number 0…10, got ${answer}`)
    }
    if (answer >= 9) promoters += 1
    else if (answer >= 7) passives += 1
    else detractors += 1
  }
  return { promoters, passives, detractors }
}

/**
 * Net promoter score with the adjusted-Wald interval: three answers are added, ¾ promoter,
 * 1½ passive, ¾ detractor. n′ = n+3, P′ = (p+¾)/n′, D′ = (d+¾)/n′, NPS′ = P′−D′,
 * SE′ = √((P′+D′−NPS′²)/n′), interval NPS′ ± z·SE′ clamped to ±1.
 * Source: Rocks, The American Statistician 2016 (arXiv 1601.07235); Lewis & Sauro, MeasuringU 2021.
 * `estimate` is NPS′, the middle of the interval; the plain score that people know is `score`.
 * All are fractions −1…1: multiply by 100 to show.
 *
 * @throws RangeError when a count is no count.
 * @public
 */
export function nps(counts: NpsCounts, confidence = 0.95): Measured & { readonly score?: number } {
  const z = zFor(confidence)
  const n = total(counts)
  if (n === 0) return { suppressed: 'no-data', n }
  const adjusted = adjust(counts)
  const reach = z * Math.sqrt(adjusted.variance / adjusted.n)
  return {
    score: (counts.promoters - counts.detractors) / n,
    estimate: adjusted.nps,
    low: clamp(adjusted.nps - reach, -1, 1),
    high: clamp(adjusted.nps + reach, -1, 1),
    n,
  }
}

/**
 * The same with the plain Wald interval, SE = √((P+D−(P−D)²)/n): for comparison with other
 * programs only, it is too narrow for small n.
 * @public
 */
export function npsNaive(counts: NpsCounts, confidence = 0.95): Measured {
  const z = zFor(confidence)
  const n = total(counts)
  if (n === 0) return { suppressed: 'no-data', n }
  const p = counts.promoters / n
  const d = counts.detractors / n
  const reach = z * Math.sqrt((p + d - (p - d) ** 2) / n)
  return { estimate: p - d, low: clamp(p - d - reach, -1, 1), high: clamp(p - d + reach, -1, 1), n }
}

/** Difference of two net promoter scores. @public */
export interface NpsDifference {
  /** First − second, as a fraction: −2 to 2. */
  readonly difference: number
  /** The difference in standard errors. */
  readonly z: number
  /** Two-sided. */
  readonly p: number
}

/**
 * Compares two scores: z = (NPS₁′−NPS₂′) / √(V₁′/n₁′ + V₂′/n₂′). Source: as {@link nps}.
 * @public
 */
export function npsDifference(first: NpsCounts, second: NpsCounts): NpsDifference {
  total(first)
  total(second)
  const a = adjust(first)
  const b = adjust(second)
  const difference = a.nps - b.nps
  const spread = Math.sqrt(a.variance / a.n + b.variance / b.n)
  const z = difference / spread
  return { difference, z, p: twoSidedP(z) }
}

/**
 * How many answers a margin of error needs: V·z²/d² − 3, rounded up. V = 0.8 is a usual spread:
 * 305 answers for ±10 points, 1,227 for ±5. Source: as {@link nps}.
 *
 * @param margin - half-width as a fraction, 0.1 for ±10 points
 * @throws RangeError when the margin or the variance is not above 0.
 * @public
 */
export function npsSampleSize(margin: number, variance = 0.8, confidence = 0.95): number {
  if (!(variance > 0 && variance <= 1))
    throw new RangeError(`variance: expected a number above 0 and at most 1, got ${variance}`)
  if (!(margin > 0)) throw new RangeError(`margin: expected a number above 0, got ${margin}`)
  return Math.max(0, Math.ceil((variance * zFor(confidence) ** 2) / margin ** 2 - 3))
}

function total(counts: NpsCounts): number {
  requireCount('promoters', counts.promoters)
  requireCount('passives', counts.passives)
  requireCount('detractors', counts.detractors)
  return counts.promoters + counts.passives + counts.detractors
}

function adjust(counts: NpsCounts): { n: number; nps: number; variance: number } {
  const n = counts.promoters + counts.passives + counts.detractors + 3
  const p = (counts.promoters + 0.75) / n
  const d = (counts.detractors + 0.75) / n
  return { n, nps: p - d, variance: p + d - (p - d) ** 2 }
}
