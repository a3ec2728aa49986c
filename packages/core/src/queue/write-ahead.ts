import type { ProjectKey } from '../model/ids.ts'
import type { Durability, Journal, JournalRecord } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { draftRecord } from './draft-record.ts'
import { priorityOf } from './priority.ts'
import { toQueueRecord, toStored } from './record.ts'
import { scopeOf } from './scope.ts'
import type { PassState } from './types.ts'

/** What {@link writeAhead} has written. @public */
export interface WrittenAhead {
  /** How safe the record is. */
  readonly durable: Durability
  /** Name of the record, for the state that comes in its place. */
  readonly key: string
}

/** What is written of a pass. @public */
export interface PassRecord {
  /** What may be sent of it. */
  readonly delivery?: Delivery | undefined
  /** The draft, while the pass is open. */
  readonly pass?: PassState | undefined
}

/** The record of a state of a pass, as the queue of its project would write it. `undefined`: there is nothing to keep. @public */
export function recordOf(project: ProjectKey, { delivery, pass }: PassRecord): JournalRecord | undefined {
  return delivery
    ? toStored(toQueueRecord(scopeOf(project), delivery, priorityOf(delivery), pass))
    : pass && draftRecord(project, pass)
}

/**
 * [Q29] Keeps a state of a pass where the queue of its project will look for it, without a queue: before the queue's own
 * code has come, or when it cannot be fetched. Rejects when no store took it; resolves to nothing when there is nothing
 * to keep.
 * @param state - what may be sent, the open pass, or both in one record
 * @param before - name of the record of an earlier state, removed in the same transaction
 * @public
 */
export async function writeAhead(
  journal: Journal,
  project: ProjectKey,
  state: PassRecord,
  before?: string,
): Promise<WrittenAhead | undefined> {
  const record = recordOf(project, state)
  if (!record) return
  const remove = before === undefined ? [] : [before]
  const durable = await journal.swap({ make: () => ({ put: [record], remove }) })
  return durable && { durable, key: record.key }
}
