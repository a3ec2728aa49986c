import type { Response } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { holds } from './holds.ts'

/**
 * Which quotas of its survey a response counts for: completed ones do, trials do not. A condition of a quota reads the
 * answers, context and variables of the response.
 * @returns ids of quotas, in the order of the survey
 * @public
 */
export function quotasOf(
  { quotas = [], variables = [] }: Pick<Survey, 'quotas' | 'variables'>,
  { status, test, answers, context }: Pick<Response, 'status' | 'test' | 'answers' | 'context'>,
): readonly string[] {
  if (status !== 'completed' || test) return []
  return quotas
    .filter(({ when }) => when === undefined || holds(when, { answers, context, variables }))
    .map(({ id }) => id)
}
