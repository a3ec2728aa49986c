import type { ScaleQuestion } from './question.ts'

/** What is needed of a scale to count its values. @public */
export type ScaleSteps = Pick<ScaleQuestion, 'min' | 'max' | 'step'>

/** Most values of any scale: a slider from 0 to 1000. */
export const MOST_VALUES = 1001

/** How many values a scale has. @public */
export function valuesOf({ min, max, step = 1 }: ScaleSteps): number {
  return Math.floor((max - min) / step + NEAR) + 1
}

/** The value that many steps from `min`, without what tenths leave behind when they are added. @public */
export function valueAt({ min, step = 1 }: ScaleSteps, steps: number): number {
  return Math.round((min + steps * step) * EXACT) / EXACT
}

/** Is it one of the values of the scale? */
export function isOnScale(question: ScaleSteps, value: number): boolean {
  const { min, max, step = 1 } = question
  return value >= min && value <= max && value === valueAt(question, Math.round((value - min) / step))
}

/**
 * Does a value stand on the side that the survey calls bad, in its outer two fifths? They are what counts as low on
 * scales of five and seven: 1 and 2 of 5, 1 to 3 of 7.
 * @public
 */
export function isBadNews({ min, max, bad }: Pick<ScaleQuestion, 'min' | 'max' | 'bad'>, value: number): boolean {
  const place = (value - min) / (max - min)
  return bad === 'low' ? place < 0.4 - NEAR : bad === 'high' && place > 0.6 + NEAR
}

/** Largest value of a scale, and smallest with its sign turned. */
export const LARGEST = 1_000_000

const EXACT = 1e6
/** Tenths cannot be written exactly. */
const NEAR = 1e-9
