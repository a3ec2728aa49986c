import type { EpochMs } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Delivery } from '../wire/delivery.ts'

/**
 * A revision on its way.
 * @param isOver - its run has come to its end. [P8] While a completed answer is being changed it has not.
 */
export function deliveryOf(project: string, response: Response, now: EpochMs, isOver: boolean): Delivery {
  return {
    id: `${response.id}.${response.revision}`,
    type: isOver && response.status === 'completed' ? 'response.completed' : 'answer.saved',
    project,
    occurredAt: now,
    lane: response.complaint ? 'urgent' : 'normal',
    attempt: 1,
    data: { response },
  }
}
