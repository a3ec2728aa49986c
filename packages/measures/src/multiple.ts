import { holm } from './holm.ts'
import { n1Test } from './n1-test.ts'
import { changed, newcombe, type Share } from './newcombe.ts'
import { isSuppressed, type Measured } from './result.ts'

/** Two shares of the same thing: a criterion before and after, a segment and the rest. @public */
export interface Pair {
  /** Names the pair in the result. */
  readonly id: string
  /** The share before the change. */
  readonly before: Share
  /** The share after it. */
  readonly after: Share
}

/** What may be said of a pair. @public */
export type Verdict = 'up' | 'down' | 'no-evidence-yet'

/** A pair compared among others. @public */
export interface Comparison {
  /** That of the pair. */
  readonly id: string
  /** After − before. */
  readonly difference: Measured
  /** Holm-corrected; absent when one side has no answers. */
  readonly p?: number
  /** `up` or `down` only when the interval of the difference excludes 0 and the corrected p is low enough. */
  readonly verdict: Verdict
}

/**
 * Compares several pairs at once. "Up" and "down" are said only when the interval of the
 * difference leaves out 0 and the Holm-corrected N−1 test is significant; else there is no
 * evidence yet, which is not "the same".
 *
 * @throws RangeError when counts are no counts.
 * @public
 */
export function compareAll(pairs: readonly Pair[], alpha = 0.05): readonly Comparison[] {
  const tests = pairs.map((pair) => n1Test(pair.after, pair.before))
  const known = tests.flatMap((test, index) => (isSuppressed(test) ? [] : [{ index, p: test.p }]))
  const corrected = new Map(
    holm(
      known.map((test) => test.p),
      alpha,
    ).map((adjusted, i) => [known[i]!.index, adjusted]),
  )
  return pairs.map((pair, index) => {
    const difference = newcombe(pair.after, pair.before, 1 - alpha)
    const adjusted = corrected.get(index)
    if (adjusted === undefined || isSuppressed(difference)) {
      return { id: pair.id, difference, verdict: 'no-evidence-yet' }
    }
    const sure = adjusted.significant && changed(difference)
    const direction = difference.estimate > 0 ? 'up' : 'down'
    return { id: pair.id, difference, p: adjusted.adjusted, verdict: sure ? direction : 'no-evidence-yet' }
  })
}
