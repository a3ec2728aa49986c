import type { EpochMs, ProjectKey } from '@frankly/core'
import type { OutboxEntry } from './ports.ts'
import type { Row } from './schema.ts'

/** `lane` of bad news that is part of a flood: behind all others. */
export const CROWD = 2

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
