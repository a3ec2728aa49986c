import type { Response } from '@frankly/core'

/** When an answer is looked at by a person before it counts. */
export interface SpamRules {
  /** Faster than this from the first sight to the last answer, ms. 0: not judged. */
  readonly fasterThanMs: number
}

/**
 * Why a response looks like a robot's, if it does. It is stored all the same: a false suspicion must not lose
 * an answer.
 */
export function suspicion(item: unknown, response: Response, rules: SpamRules): string | undefined {
  // A field that no person sees; not part of a response, so it is looked for in the item as it was sent.
  const trap = (item as { trap?: unknown }).trap
  if (typeof trap === 'string' && trap !== '') return 'honeypot'
  if (response.mode !== 'web' || response.test) return undefined
  const took = response.timings.updatedAt - response.timings.startedAt
  if (Object.keys(response.answers).length > 0 && took >= 0 && took < rules.fasterThanMs) return 'too_fast'
  return undefined
}
