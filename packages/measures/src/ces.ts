import { mean } from './mean.ts'
import type { Measured } from './result.ts'
import { wilson } from './wilson.ts'

/**
 * Two effort scales that look alike and are not. `ces2`: "made it easy for me", 1 strongly
 * disagree … 7 strongly agree (Dixon, Toman & DeLisi, The Effortless Experience, 2013).
 * `ease5`: 1 very hard … 5 very easy, free of agreement bias (Saris et al. 2010).
 * @public
 */
export type EffortScale = 'ces2' | 'ease5'

/** Effort on one scale. @public */
export interface Effort {
  /** The scale of all answers: the two are never pooled. */
  readonly scale: EffortScale
  /** Share that found it easy: 5–7 of `ces2`, 4–5 of `ease5`. */
  readonly easy: Measured
  /** Mean of the answers, on the scale. */
  readonly mean: Measured
}

/** One answer with the scale it was given on. @public */
export interface EffortAnswer {
  /** The scale that the customer saw. */
  readonly scale: EffortScale
  /** A whole number: 1–7 on `ces2`, 1–5 on `ease5`; more is easier. */
  readonly value: number
}

const SCALES: Readonly<Record<EffortScale, { readonly points: number; readonly easyFrom: number }>> = {
  ces2: { points: 7, easyFrom: 5 },
  ease5: { points: 5, easyFrom: 4 },
}

/**
 * Effort by scale. The scales are never pooled: answers of both give two results, and there is no
 * function here that would give one.
 *
 * @throws RangeError when a value is not on its scale, or the scale is another one.
 * @public
 */
export function ces(answers: readonly EffortAnswer[], confidence = 0.95): readonly Effort[] {
  for (const { scale } of answers)
    if (!Object.hasOwn(SCALES, scale)) throw new RangeError(`scale: expected ces2 or ease5, got ${scale}`)
  return (Object.keys(SCALES) as EffortScale[]).flatMap((scale) => {
    const { points, easyFrom } = SCALES[scale]
    const values = answers.filter((answer) => answer.scale === scale).map((answer) => answer.value)
    for (const value of values) {
      if (!Number.isInteger(value) || value < 1 || value > points) {
        throw new RangeError(`${scale}: expected a whole number 1…${points}, got ${value}`)
      }
    }
    if (values.length === 0) return []
    const easy = values.filter((value) => value >= easyFrom).length
    return [{ scale, easy: wilson(easy, values.length, confidence), mean: mean(values, confidence) }]
  })
}
