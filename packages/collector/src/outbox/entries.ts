import type { Delivery, DeliveryType, EpochMs, Lane, Response, ResponseId, Survey } from '@frankly/core'
import type { Destination, ResolvedProject } from '../options.ts'
import type { OutboxEntry } from '../store/ports.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'

/** The rows that a stored response causes: one for each destination that wants to hear of it. */
export function outboxEntries(
  project: ResolvedProject,
  response: Response,
  survey: Survey | undefined,
  lane: Lane,
  now: EpochMs,
): readonly OutboxEntry[] {
  if (project.destinations.length === 0) return []
  return forAll(project, deliveryOf(project, response, survey, lane, now))
}

/** The rows that an erasure causes: destinations forget too. */
export function erasureEntries(
  project: ResolvedProject,
  id: string,
  responseIds: readonly ResponseId[],
  now: EpochMs,
): readonly OutboxEntry[] {
  return forAll(project, {
    id,
    type: 'subject.erased',
    project: project.key,
    occurredAt: now,
    lane: 'urgent',
    attempt: 1,
    data: { responseIds },
  })
}

function forAll(project: ResolvedProject, delivery: Delivery): readonly OutboxEntry[] {
  return project.destinations
    .filter((destination) => wants(destination, delivery.type))
    .map((destination) => ({ destination: destination.id, delivery }))
}

/** An erasure is for everybody who may hold something. */
function wants(destination: Destination, type: DeliveryType): boolean {
  return type === 'subject.erased' || destination.events === undefined || destination.events.includes(type)
}

function deliveryOf(
  project: ResolvedProject,
  response: Response,
  survey: Survey | undefined,
  lane: Lane,
  now: EpochMs,
): Delivery {
  return {
    id: `${response.id}.${response.revision}`,
    type: response.status === 'completed' ? 'response.completed' : 'answer.saved',
    project: project.key,
    occurredAt: now,
    lane,
    attempt: 1,
    data: { response },
    ...(survey ? { texts: deliveryTexts(survey, response.locale) } : {}),
  }
}
