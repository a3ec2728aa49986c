import type { Response } from '@frankly/core'
import type { PutItem, PutResult, PutStatus } from '../../src/store/ports.ts'

/** A UUIDv7-shaped id for a number. */
export function idOf(n: number): string {
  return `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

/** A whole, valid response. */
export function response(n: number, over: Partial<Response> = {}): Response {
  return {
    id: idOf(n),
    revision: 1,
    surveyId: 'purchase',
    surveyVersion: 1,
    status: 'completed',
    mode: 'web',
    test: false,
    locale: 'en',
    touchpoint: 'order_confirmed',
    answers: { ordering: { kind: 'rating', value: 5 }, best: { kind: 'text', text: `Anna helped me, number ${n}` } },
    context: { path: '/thanks', order: { orderId: `A-${n}`, value: 1990, currency: 'EUR' }, device: 'phone' },
    consents: [],
    timings: { startedAt: 1_795_000_000_000, updatedAt: 1_795_000_009_000, completedAt: 1_795_000_009_000 },
    ...over,
  }
}

/** What ingest would hand to the store for it. */
export function putItem(answer: Response, over: Partial<PutItem> = {}): PutItem {
  const body = JSON.stringify(answer)
  return {
    project: 'pk_demo',
    id: answer.id,
    revision: answer.revision,
    ...(answer.writer !== undefined && { writer: answer.writer }),
    ...(answer.continues !== undefined && { continues: answer.continues }),
    body,
    surveyId: answer.surveyId,
    surveyVersion: answer.surveyVersion,
    status: answer.status,
    lane: answer.complaint ? 'urgent' : 'normal',
    complaint: answer.complaint !== undefined,
    test: answer.test,
    occurredAt: 1_795_000_009_000,
    receivedAt: 1_795_000_010_000,
    outbox: [],
    ...(over.subjectId !== undefined && { subjectProof: 'verified' }),
    ...(over.orderMark !== undefined && { orderProof: 'verified' }),
    ...over,
  }
}

/** What became of each item, in a word. */
export async function statusesOf(results: Promise<readonly PutResult[]>): Promise<readonly PutStatus[]> {
  return (await results).map(({ status }) => status)
}
