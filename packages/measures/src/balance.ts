import { newcombe, type Share } from './newcombe.ts'
import { nps } from './nps.ts'
import type { Measured } from './result.ts'

/** One touchpoint: what was fulfilled, and what it cost the customer. @public */
export interface BalanceCounts {
  /** "As expected" or "better", of all who compared with their expectation. */
  readonly metOrBetter: Share
  /** "Hard" or "very hard", of all who rated the effort. */
  readonly hard: Share
}

/**
 * Balance of a touchpoint: share met-or-better − share hard, −1…1 ([M18]), when the two
 * questions were put to different people. Interval: {@link newcombe}. For people who answered both
 * it would be too narrow, since the contented also find it easier: use {@link balancePaired}.
 *
 * @throws RangeError when the counts are no counts.
 * @public
 */
export function balance(counts: BalanceCounts, confidence = 0.95): Measured {
  return newcombe(counts.metOrBetter, counts.hard, confidence)
}

/** The same people answered both questions. @public */
export interface PairedBalanceCounts {
  /** Met or better, and not hard. */
  readonly goodOnly: number
  /** Worse than expected, and hard. */
  readonly hardOnly: number
  /** Met and hard, or worse and not hard: they cancel out. */
  readonly neither: number
}

/**
 * Balance over people who answered both. A difference of shares within the same people has the
 * form of a net promoter score, so it takes the same adjusted-Wald interval, see {@link nps}.
 *
 * @throws RangeError when a count is no count.
 * @public
 */
export function balancePaired(counts: PairedBalanceCounts, confidence = 0.95): Measured & { readonly score?: number } {
  return nps({ promoters: counts.goodOnly, passives: counts.neither, detractors: counts.hardOnly }, confidence)
}
