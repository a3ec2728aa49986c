import type { Issue } from '../errors.ts'
import { issuesOf } from '../schema/issues-of.ts'
import { responseSchema } from '../schema/response.ts'
import { cleanContext } from './clean-context.ts'
import { isTooDeep } from './is-too-deep.ts'
import type { Response } from './response.ts'

/** A response within limits, or why it is none. @public */
export type CheckedResponse =
  | {
      readonly ok: true
      readonly response: Response
      /** Paths of context that is not on the allow-list and was left out. */
      readonly dropped: readonly string[]
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const DEEPEST = 12

/**
 * Checks one revision of a response from anywhere: depth, sizes, types, ids. Context that is not on the
 * allow-list is dropped and named; fields that this version does not know are dropped. Never throws.
 * It does not need the survey: whether the answers fit it is for reports to judge, since an answer is never
 * refused for a survey that changed.
 * @public
 */
export function checkResponse(value: unknown): CheckedResponse {
  if (isTooDeep(value, DEEPEST))
    return { ok: false, issues: [{ code: 'too-deep', path: '', found: 'more', wanted: `at most ${DEEPEST} levels` }] }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, issues: [{ code: 'wrong-type', path: '', found: typeof value, wanted: 'a response' }] }
  const { context, dropped } = cleanContext((value as Partial<Response>).context)
  const cleaned = { ...value, context }
  const parsed = responseSchema.safeParse(cleaned)
  return parsed.success
    ? { ok: true, response: parsed.data, dropped }
    : { ok: false, issues: issuesOf(parsed.error.issues, cleaned) }
}
