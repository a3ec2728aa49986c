import type { EpochMs, ProjectKey, Response } from '@frankly/core'
import type { KeptWords, OutboxEntry } from './ports.ts'
import type { Row } from './schema.ts'

/** `lane` of bad news that is part of a flood: behind all others. */
export const CROWD = 2

/** Deliveries of a response with what was also said in it. `state`: told in place of the response that they are about. */
export function tellAll(
  entries: readonly OutboxEntry[],
  said: readonly KeptWords[],
  state?: Response,
): readonly OutboxEntry[] {
  const alsoSaid = said.map(({ revision: _, receivedAt, ...words }) => ({ ...words, at: receivedAt }))
  return entries.map((entry) => {
    const { delivery } = entry
    if (delivery.type !== 'answer.saved' && delivery.type !== 'response.completed') return entry
    const data = { response: state ?? delivery.data.response, ...(alsoSaid.length > 0 && { alsoSaid }) }
    return { ...entry, delivery: { ...delivery, data } }
  })
}

/** Rows for deliveries that are due at once. */
export function outboxRows(project: ProjectKey, entries: readonly OutboxEntry[], at: EpochMs): readonly Row[] {
  return entries.map(({ destination, delivery, crowd = false }) => ({
    project,
    id: delivery.id,
    destination,
    lane: crowd ? CROWD : delivery.lane === 'urgent' ? 0 : 1,
    state: 'waiting',
    attempts: 0,
    next_at: at,
    created_at: at,
    detail: null,
    body: JSON.stringify(delivery),
  }))
}
