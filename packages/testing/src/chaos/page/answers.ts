import type { Response } from '@frankly/core'

/** Key of the project that the suite sends to. */
export const PROJECT = 'pk_chaos'

/** An answer to the suite's survey: words that somebody wrote, or a complaint. */
export function makeResponse(id: string, text: string, urgent: boolean): Response {
  const now = Date.now()
  return {
    id,
    revision: 1,
    surveyId: 'purchase',
    surveyVersion: 1,
    status: 'completed',
    mode: 'web',
    test: false,
    locale: 'en',
    touchpoint: 'order_confirmed',
    answers: urgent ? { wrong: { kind: 'complaint', text } } : { best: { kind: 'text', text } },
    ...(urgent ? { complaint: { severity: 'high' as const } } : {}),
    context: {},
    consents: [],
    timings: { startedAt: now, updatedAt: now },
  }
}
