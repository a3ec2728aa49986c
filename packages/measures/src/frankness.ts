import type { Measured } from './result.ts'
import { wilson } from './wilson.ts'

/**
 * Frankness index: the share of responses that hold a criticism one can use. It grows when people
 * trust that plain words are safe; a low one says that we hear compliments only.
 * A measure of our own ([M18]); interval as {@link wilson}.
 *
 * @param usable - responses with a usable criticism
 * @param responses - all responses
 * @throws RangeError when the counts are no counts.
 * @public
 */
export function frankness(usable: number, responses: number, confidence = 0.95): Measured {
  return wilson(usable, responses, confidence)
}
