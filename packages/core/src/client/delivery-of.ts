import type { EpochMs } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Delivery } from '../wire/delivery.ts'

/** A revision on its way. */
export function deliveryOf(project: string, response: Response, now: EpochMs): Delivery {
  return {
    id: `${response.id}.${response.revision}`,
    type: response.status === 'completed' ? 'response.completed' : 'answer.saved',
    project,
    occurredAt: now,
    lane: response.complaint ? 'urgent' : 'normal',
    attempt: 1,
    data: { response },
  }
}
