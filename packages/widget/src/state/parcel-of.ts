import type { Delivery, Response } from '@frankly/core'

/** A revision on its way. */
export function parcelOf(project: string, response: Response): Delivery {
  return {
    id: `${response.id}.${response.revision}`,
    type: response.status === 'completed' ? 'response.completed' : 'answer.saved',
    project,
    occurredAt: response.timings.updatedAt,
    lane: response.complaint ? 'urgent' : 'normal',
    attempt: 1,
    data: { response },
  }
}
