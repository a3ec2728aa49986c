import { isRecord } from '../clean/clean.ts'
import { cleanContext } from '../clean/clean-context.ts'
import type { Issue } from '../model/errors.ts'
import type { EpochMs } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import { shortened } from '../model/shortened.ts'
import { cleanResponse, faultOf } from './clean-response.ts'

/** A response within limits, or why the value cannot be read as a response. @public */
export type CheckedResponse =
  | {
      readonly ok: true
      readonly response: Response
      /** Paths of context that is not on the allow-list or could not be read, and was left out. */
      readonly dropped: readonly string[]
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const WANTED = {
  id: 'a UUIDv7 in small letters',
  surveyId: 'an id of small letters, digits, _ and -, at most 64 characters',
  answers: 'an object of answers by question id',
} as const

/**
 * Reads one revision of a response from anywhere. Refused is only what is no response at all: without an id, a survey's
 * id or an object of answers. Whatever else cannot be read costs no answer: facts (language, subject, context, consents,
 * times) are cleaned, single answers that this version cannot read are left out, words are cut between characters at
 * their limit. Compare what comes out with what came in to name the difference. Never throws.
 * It does not need the survey: whether the answers fit it is for reports to judge, since an answer is never
 * refused for a survey that changed.
 * @param now - time for moments that are missing, epoch ms. Default 0
 * @public
 */
export function checkResponse(value: unknown, now: EpochMs = 0): CheckedResponse {
  if (!isRecord(value))
    return { ok: false, issues: [{ code: 'wrong-type', path: '', found: typeof value, wanted: 'a response' }] }
  const path = faultOf(value)
  if (path === undefined)
    return { ok: true, response: cleanResponse(value, now), dropped: cleanContext(value['context']).dropped }
  const found = value[path]
  const code = found === undefined ? 'missing' : 'wrong-form'
  return { ok: false, issues: [{ code, path, found: shortened(found), wanted: WANTED[path] }] }
}
