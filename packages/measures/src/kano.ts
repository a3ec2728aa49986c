import { requireCount, type Suppressed } from './result.ts'

/** An answer to one half of a Kano pair. @public */
export type KanoAnswer = 'like' | 'expect' | 'neutral' | 'live_with' | 'dislike'

/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. @public */
export type KanoClass = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q'

/** One person's pair: with the feature, and without it. @public */
export interface KanoPair {
  /** How it would be to have the feature. */
  readonly functional: KanoAnswer
  /** How it would be to do without it. */
  readonly dysfunctional: KanoAnswer
}

/** Columns of the table, in the order of the dysfunctional answer. */
const COLUMNS: readonly KanoAnswer[] = ['like', 'expect', 'neutral', 'live_with', 'dislike']
/** Rows by the functional answer. */
const TABLE: Readonly<Record<KanoAnswer, string>> = {
  like: 'QAAAO',
  expect: 'RIIIM',
  neutral: 'RIIIM',
  live_with: 'RIIIM',
  dislike: 'RRRRQ',
}

/**
 * Reads one pair off the evaluation table.
 * Source: Kano et al. 1984; table as in Berger et al. 1993, Center for Quality Management Journal 2.
 * @throws RangeError when an answer is none of the five.
 * @public
 */
export function kanoClass(pair: KanoPair): KanoClass {
  for (const half of ['functional', 'dysfunctional'] as const)
    if (!COLUMNS.includes(pair[half]))
      throw new RangeError(`${half}: expected one of ${COLUMNS.join(', ')}, got ${pair[half]}`)
  return TABLE[pair.functional][COLUMNS.indexOf(pair.dysfunctional)] as KanoClass
}

/** A feature after all pairs are read. @public */
export interface KanoResult {
  /** Always absent: tells a result from one that is withheld. */
  readonly suppressed?: never
  /** How many pairs fell into each class. */
  readonly counts: Readonly<Record<KanoClass, number>>
  /** (A+O)/(A+O+M+I), 0…1: how much having it pleases. Absent when nobody fell there. */
  readonly better?: number
  /** −(O+M)/(A+O+M+I), −1…0: how much missing it hurts. */
  readonly worse?: number
  /** The most frequent classes; more than one is a tie, named and not broken. */
  readonly leading: readonly KanoClass[]
  /** Share of Q: contradictory pairs. */
  readonly questionable: number
  /** All pairs. */
  readonly n: number
}

/**
 * Counts the classes of one feature, with Timko's coefficients (in Berger et al. 1993).
 * @throws RangeError when an answer is none of the five.
 * @public
 */
export function kano(pairs: readonly KanoPair[]): KanoResult | Suppressed {
  const n = pairs.length
  if (n === 0) return { suppressed: 'no-data', n }
  const counts: Record<KanoClass, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 }
  for (const pair of pairs) counts[kanoClass(pair)] += 1
  const most = Math.max(...Object.values(counts))
  const leading = (Object.keys(counts) as KanoClass[]).filter((name) => counts[name] === most)
  const under = counts.A + counts.O + counts.M + counts.I
  return {
    counts,
    ...(under === 0 ? {} : { better: (counts.A + counts.O) / under, worse: 0 - (counts.O + counts.M) / under }),
    leading,
    questionable: counts.Q / n,
    n,
  }
}

/**
 * Leaves out people who contradict themselves: more than `most` questionable pairs each
 * (Berger et al. 1993). Default 1.
 * @throws RangeError when `most` is no count.
 * @public
 */
export function withoutContradictory<P extends { readonly pairs: readonly KanoPair[] }>(
  people: readonly P[],
  most = 1,
): readonly P[] {
  requireCount('most', most)
  return people.filter((person) => person.pairs.filter((pair) => kanoClass(pair) === 'Q').length <= most)
}
