import type { Response } from '@frankly/core'

/** When an answer is looked at by a person before it counts. */
export interface SpamRules {
  /**
   * Two answers or more within this time of the first sight of Frankly's own form, ms. 0: not judged.
   *
   * 300 by default: nobody reads two questions and moves a finger twice in that time, not by keyboard either, while a
   * program that fills in the form needs a few milliseconds. One answer alone is never too fast, since a person who
   * waits for the question needs about 200 ms for one press. Programs that post without the form are not judged by
   * time: they write their own times.
   */
  readonly fasterThanMs: number
}

/**
 * Why a response looks like a robot's, if it does. It is stored all the same: a false suspicion must not lose
 * an answer.
 */
export function suspicion(response: Response, rules: SpamRules): string | undefined {
  if (!response.drawn || response.test || Object.keys(response.answers).length < 2) return undefined
  const took = response.timings.updatedAt - response.timings.startedAt
  if (took >= 0 && took < rules.fasterThanMs) return 'too_fast'
  return undefined
}
