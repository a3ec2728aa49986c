import { makeId } from '../platform/make-id.ts'
import type { Platform } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { type QueueRecord, readBody, toQueueRecord } from './record.ts'
import { responseOf } from './response-of.ts'

/**
 * The record that takes the place of one whose response has another writer's state at the destination. What this page
 * wrote goes on above it, at `revision`. What nobody shows becomes a response of its own that says which one it
 * continues: its words must not replace words that somebody may be looking at. Nothing for a damaged record.
 */
export function answerOvertaken(
  record: QueueRecord,
  scope: string,
  as: { readonly revision: number } | Pick<Platform, 'clock' | 'random'>,
): QueueRecord | undefined {
  const delivery = readBody(record)
  const said = delivery && responseOf(delivery)
  if (!delivery || !said) return undefined
  const isOwn = 'revision' in as
  const id = isOwn ? said.id : makeId(as.clock, as.random)
  const revision = isOwn ? as.revision : 1
  const response = { ...said, id, revision, ...(isOwn ? {} : { continues: said.id }) }
  const next = { ...delivery, id: `${id}.${revision}`, attempt: 1, data: { ...delivery.data, response } } as Delivery
  const { pass } = record.meta
  return toQueueRecord(scope, next, record.priority, pass && { ...pass, responseId: id, revision })
}
