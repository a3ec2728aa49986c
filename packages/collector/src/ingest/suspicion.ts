import type { Response } from '@frankly/core'
import type { SpamRules } from '../options/options.ts'

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
