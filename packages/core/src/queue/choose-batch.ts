import type { OwnRecord } from './own-record.ts'
import type { QueueRecord } from './record.ts'

/** What one request takes. */
export interface BatchLimits {
  readonly records: number
  readonly bytes: number
}

/** What all own records wait for. */
export interface WaitOfAll {
  /** The backoff holds records that were tried. */
  readonly isWaiting: boolean
  /** The destination asked for the wait: it holds every record. */
  readonly isAsked: boolean
  /** Failed requests of the page so far. */
  readonly failures: number
}

/**
 * [Q15] Whether an own record may go from memory, as far as the waits of all records say. One that was tried comes back
 * from memory only where it has a wait of its own; else the drain reads it from the store.
 */
export function isOwnTurn({ state, failures, record }: OwnRecord, wait: WaitOfAll): boolean {
  if (wait.isAsked) return false
  if (state === 'fresh') return !wait.isWaiting || failures === wait.failures
  return !wait.isWaiting && record.meta.at !== undefined
}

/**
 * [Q7] [Q8] [Q11] The next request, of records that may go now: the first priority that has something due, and of it as
 * much as one request takes. Of each response only the highest revision.
 */
export function chooseBatch<Held extends { readonly record: QueueRecord }>(
  due: Iterable<Held>,
  limits: BatchLimits,
): readonly Held[] {
  const queue = withoutOld([...due]).sort((a, b) => byTurn(a.record, b.record))
  const first = queue[0]?.record
  const batch: Held[] = []
  let bytes = 0
  for (const held of queue) {
    const { priority, meta, bytes: size } = held.record
    if (priority !== first?.priority || meta.cap !== first.meta.cap) continue
    if (batch.length >= Math.min(limits.records, meta.cap ?? limits.records)) break
    // A larger record goes alone.
    if (batch.length && bytes + size > limits.bytes) continue
    batch.push(held)
    bytes += size
  }
  return batch
}

/** [Q16] What was refused by itself goes behind the others of its priority: else it would be the first again after each wait. */
function byTurn(a: QueueRecord, b: QueueRecord): number {
  return a.priority - b.priority || (a.meta.at ?? 0) - (b.meta.at ?? 0) || (a.key < b.key ? -1 : 1)
}

function withoutOld<Held extends { readonly record: QueueRecord }>(due: readonly Held[]): Held[] {
  const highest = new Map<string | undefined, number>()
  for (const { record } of due) {
    const { response, revision } = record
    highest.set(response, Math.max(revision, highest.get(response) ?? 0))
  }
  return due.filter(({ record }) => record.revision === highest.get(record.response))
}
