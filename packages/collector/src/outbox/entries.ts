import { heardBy, type News } from '@frankly/adapters'
import type { Delivery, EpochMs, Response, ResponseId, Survey } from '@frankly/core'
import type { DeliveryType, Lane } from '@frankly/core/wire'
import type { Destination, ResolvedProject } from '../options/options.ts'
import type { OutboxEntry } from '../store/ports.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'

/** What this collector tells destinations of. There are no cases yet: `case.*` and `praise.created` are never made here. */
export const EMITTED: readonly DeliveryType[] = ['answer.saved', 'response.completed', 'subject.erased']

/** What a destination can wait for and will hear from this collector. */
export const NEWS: readonly News[] = ['bad-news', ...EMITTED]

/** The rows that a stored response causes: one for each destination that wants to hear of it. */
export function outboxEntries(
  project: ResolvedProject,
  response: Response,
  survey: Survey | undefined,
  lane: Lane,
  now: EpochMs,
  isCrowd: boolean = false,
): readonly OutboxEntry[] {
  if (project.destinations.length === 0) return []
  const entries = forAll(project, deliveryOf(project, response, survey, lane, now))
  return isCrowd ? entries.map((entry) => ({ ...entry, crowd: true })) : entries
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
    .filter((destination) => wants(destination, delivery))
    .map((destination) => ({ destination: destination.id, delivery }))
}

/** An erasure is for everybody who may hold something. */
function wants({ events }: Destination, delivery: Delivery): boolean {
  return delivery.type === 'subject.erased' || events === undefined || heardBy(events, delivery)
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
