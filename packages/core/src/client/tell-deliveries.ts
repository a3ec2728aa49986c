import type { Queue } from '../queue/types.ts'
import type { Draft } from './drafts.ts'
import type { Emitter } from './events.ts'

/**
 * Tells the queue's news as the client's events.
 * @returns complaints on their way by delivery id, to be filled by whoever sends them
 * @internal
 */
export function tellDeliveries(queue: Pick<Queue, 'on'>, emitter: Emitter): Map<string, Draft> {
  const complaints = new Map<string, Draft>()
  queue.on('item', ({ id, responseId, revision, state, receipt, reason }) => {
    const news = { id, ...(responseId && { responseId }), ...(revision !== undefined && { revision }) }
    const because = reason !== undefined && { reason }
    if (state === 'queued' || state === 'blocked') emitter.emit('delivery.queued', { ...news, ...because })
    else if (state === 'failed' || state === 'parked')
      emitter.emit('delivery.failed', { ...news, reason: reason ?? state })
    else if (state === 'skipped') complaints.delete(id)
    else if (state === 'sent') {
      emitter.emit('delivery.sent', { ...news, ...(receipt && { receipt }) })
      const draft = complaints.get(id)
      complaints.delete(id)
      if (draft?.receiptCode)
        emitter.emit('complaint.sent', {
          surveyId: draft.run.surveyId,
          responseId: draft.responseId,
          receiptCode: draft.receiptCode,
          ...(receipt && { receipt }),
        })
    }
  })
  return complaints
}
