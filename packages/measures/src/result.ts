/**
 * A figure with what is needed to judge it. Never a bare number: whoever shows `estimate` has
 * `low`, `high` and `n` at hand.
 * @public
 */
export interface Interval {
  /** Always absent: tells a figure from one that is withheld. */
  readonly suppressed?: never
  /** The figure itself. */
  readonly estimate: number
  /** Lower end of the interval, at the confidence asked for. */
  readonly low: number
  /** Upper end. */
  readonly high: number
  /** How many answers it rests on. */
  readonly n: number
}

/** Why a figure is withheld. @public */
export type SuppressionReason =
  /** There are no answers at all. */
  | 'no-data'
  /**
   * Fewer answers than the threshold, or a neighbour of such a group: the two are not told apart,
   * because the name of the reason would help to reckon the small one out.
   */
  | 'below-threshold'
  /** One answer, or all alike where a spread is needed: an interval cannot be given. */
  | 'no-spread'

/** A withheld figure: expected, so a value and not an error. @public */
export interface Suppressed {
  /** Why there is no figure. */
  readonly suppressed: SuppressionReason
  /** Absent where the count itself would tell on somebody. */
  readonly n?: number
}

/** A figure or the reason why there is none. @public */
export type Measured = Interval | Suppressed

/** Tells the two apart. @public */
export function isSuppressed<T extends object>(result: T | Suppressed): result is Suppressed {
  return 'suppressed' in result && result.suppressed !== undefined
}

/** @internal */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Misuse is an error: a count must be a whole number from 0. @internal */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0)
    throw new RangeError(`${name}: expected a whole number from 0, got ${value}`)
}

/** Misuse: `part` of `n`. @internal */
export function requirePart(name: string, part: number, n: number): void {
  requireCount(name, part)
  requireCount('n', n)
  if (part > n) throw new RangeError(`${name}: expected at most n = ${n}, got ${part}`)
}

/** Misuse: a confidence is strictly between 0 and 1. @internal */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence: expected a number between 0 and 1, got ${confidence}`)
  }
}
