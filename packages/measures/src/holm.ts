/** A p-value after correction. @public */
export interface Adjusted {
  /** Place in the given list. */
  readonly index: number
  /** As it was given. */
  readonly p: number
  /** Corrected for the number of comparisons, at most 1. */
  readonly adjusted: number
  /** Whether `adjusted` is at most the level asked for. */
  readonly significant: boolean
}

/**
 * Corrects several comparisons made at once (nine criteria, five segments): Holm's step-down
 * method, in the order of the given list.
 * Source: Holm 1979, Scandinavian Journal of Statistics 6.
 *
 * @param alpha - chance of any false alarm that is accepted, default 0.05
 * @throws RangeError when a p-value or alpha is not within 0…1.
 * @public
 */
export function holm(pValues: readonly number[], alpha = 0.05): readonly Adjusted[] {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha: expected a number between 0 and 1, got ${alpha}`)
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p: expected a number 0…1, got ${p}`)
  }
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p || a.index - b.index)
  let floor = 0
  const result: Adjusted[] = []
  for (const [rank, { p, index }] of order.entries()) {
    floor = Math.max(floor, Math.min(1, p * (pValues.length - rank)))
    result[index] = { index, p, adjusted: floor, significant: floor <= alpha }
  }
  return result
}
