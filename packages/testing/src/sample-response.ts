import type { Response } from '@frankly/core'

/** A usual response, given just now: a rating and a sentence, about 700 bytes. Pages can make one too. */
export function sampleResponse(id: string, over: Partial<Response> = {}): Response {
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
    answers: {
      ordering: { kind: 'rating', value: 5 },
      best: { kind: 'text', text: 'Anna found my size in a minute and the parcel came a day early.' },
    },
    context: { path: '/thanks', order: { orderId: 'A-1007', value: 1990, currency: 'EUR' }, device: 'phone' },
    consents: [],
    timings: { startedAt: now - 9000, updatedAt: now, completedAt: now, questionMs: { ordering: 2100, best: 6300 } },
    ...over,
  }
}
