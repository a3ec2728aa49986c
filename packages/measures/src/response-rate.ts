import { type Measured, requireCount } from './result.ts'
import { wilson } from './wilson.ts'

/** How far people came. @public */
export interface Funnel {
  /** At least half of it visible for a second. The denominator: silence is not contentment. */
  readonly seen: number
  /** With something filled in. */
  readonly started: number
  /** At least one answer. */
  readonly responses: number
  /** Filled in to the end. */
  readonly completed: number
}

/** Rates with their denominators. @public */
export interface Rates {
  /** responses / seen. `n` is seen. */
  readonly response: Measured
  /** completed / started. `n` is started. */
  readonly completion: Measured
}

/**
 * Response rate = responses / seen; completion = completed / started ([M19]).
 * @throws RangeError when a count is no count or a part is above its whole.
 * @public
 */
export function responseRate(funnel: Funnel, confidence = 0.95): Rates {
  requireCount('seen', funnel.seen)
  return {
    response: wilson(funnel.responses, funnel.seen, confidence),
    completion: wilson(funnel.completed, funnel.started, confidence),
  }
}
