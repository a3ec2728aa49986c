import type { Response } from '@frankly/core'
import { sampleResponse } from '../../sample-response.ts'

/** Key of the project that the suite sends to. */
export const PROJECT = 'pk_chaos'

/** An answer to the suite's survey: words that somebody wrote, or a complaint. */
export function makeResponse(id: string, text: string, urgent: boolean): Response {
  return sampleResponse(
    id,
    urgent
      ? { answers: { wrong: { kind: 'complaint', text } }, complaint: { severity: 'high' } }
      : { answers: { best: { kind: 'text', text } } },
  )
}
