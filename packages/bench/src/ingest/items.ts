import { makeId, type Response } from '@frankly/core'

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

/** A usual response: a rating and a sentence, about 700 bytes. */
export function item(): Response {
  const now = Date.now()
  return {
    id: makeId({ now: () => now }, random),
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
  }
}

/** `count` new items as request bodies of `size` items each. */
export function batches(size: number, count: number): readonly string[] {
  return Array.from({ length: Math.ceil(count / size) }, () =>
    JSON.stringify({ sentAt: Date.now(), items: Array.from({ length: size }, item) }),
  )
}
