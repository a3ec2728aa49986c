import { makeId } from '../platform/make-id.ts'
import type { JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import type { QueueParts } from './parts.ts'
import { type QueueRecord, readJson, toQueueRecord, toStored } from './record.ts'
import { isRecordKey, PARKED, stateIn } from './record-key.ts'
import type { Withdrawal } from './types.ts'

/**
 * [Q26] Erases all that is kept but the erasures that still wait, leaves one erasure to be sent and a mark for other pages.
 * Nothing may be sent while this runs.
 */
export async function withdraw(parts: QueueParts, { subjectId, responseIds = [] }: Withdrawal): Promise<void> {
  const { project, platform, scope, rules, store, page, telling, backoff, passes } = parts
  const { clock, random } = platform
  for (const own of page.all()) {
    // An erasure is still owed, and the request that carried it was just broken off.
    if (own.record.response) page.end(own.record, 'withdrawn', {}, { durable: 'none', reason: 'withdrawn' })
    else page.on(own.record.key, 'cut-off')
  }
  const keys = (await store.keys()).filter((key) => isRecordKey(scope, key))
  const stored = keys.flatMap((key) => stateIn(scope, key).response ?? [])
  const rows = await Promise.all(keys.filter((key) => !stateIn(scope, key).response).map(store.read))
  // A damaged key names no response either, and may hold words.
  const left = rows.flatMap((row) => (row && isErasure(row) ? row : []))
  const owed = left.map(({ key }) => key)
  const ids = [...new Set([...stored, ...passes.known, ...responseIds])]
  let erasure: QueueRecord | undefined
  if (ids.length || subjectId) {
    const delivery: Delivery = {
      id: makeId(clock, random),
      type: 'subject.erased',
      project,
      occurredAt: clock.now(),
      lane: 'urgent',
      attempt: 1,
      data: { responseIds: ids, ...(subjectId ? { subjectId } : {}) },
    }
    erasure = toQueueRecord(scope, delivery, rules.priorityOf(delivery))
    left.push(toStored(erasure))
  }
  await store.replaceAll(makeId(clock, random), left)
  // those of this page were counted when they were dropped
  const isOthers = (key: string): boolean => key < `${scope}${PARKED}` && !owed.includes(key) && !page.isDone(key)
  telling.tally('withdrawn', keys.filter(isOthers).length)
  passes.forget()
  if (!erasure) return
  telling.tally('submitted')
  page.add(erasure, store.mark.now(), backoff.failures)
  page.writing(erasure.key, Promise.resolve(store.safety))
}

function isErasure({ body }: JournalRecord): boolean {
  return readJson<Partial<Delivery>>(body)?.type === 'subject.erased'
}
