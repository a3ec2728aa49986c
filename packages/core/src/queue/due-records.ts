import { isOwnTurn } from './choose-batch.ts'
import type { Held } from './own-record.ts'
import type { QueueParts } from './parts.ts'
import { fromStored } from './record.ts'
import { isRecordKey } from './record-key.ts'

/** What may go now, and when the next one may. */
export interface Due {
  readonly records: ReadonlySet<Held>
  /** Milliseconds; nothing when none waits. */
  readonly inMs: number | undefined
}

type DueParts = Pick<QueueParts, 'scope' | 'store' | 'page' | 'backoff' | 'waits'>

/** Finds the records that may go now: those of this page, and with `fromStore` as many stored ones as one request takes. */
export async function findDue(
  { scope, store, page, backoff, waits }: DueParts,
  fromStore: boolean,
  most: number,
): Promise<Due> {
  const records = new Set<Held>()
  let inMs: number | undefined
  const add = (held: Held): void => {
    const wait = waits.left(held.record)
    if (wait > 0) inMs = Math.min(inMs ?? wait, wait)
    else records.add(held)
  }
  /** In the order of their keys. What this page is done with is removed once more. */
  const readStored = async (): Promise<void> => {
    for await (const rows of store.pages(scope, most + 14)) {
      for (const row of rows) {
        const { key } = row
        if (store.isNote(key)) {
          backoff.adopt(row.meta)
          if (backoff.wait()) return
        } else if (isRecordKey(scope, key)) {
          if (page.isDone(key)) await store.change([page.changeOf(key)])
          else add(page.get(key) ?? { record: fromStored(scope, row) })
        }
      }
      if (records.size >= most) return
    }
  }
  if (fromStore && !backoff.wait()) await readStored()
  // After the reading, so that what was submitted meanwhile is in this request.
  const wait = { isWaiting: backoff.wait() > 0, isAsked: backoff.waitFresh() > 0, failures: backoff.failures }
  for (const own of page.all()) if (isOwnTurn(own, wait)) add(own)
  if (backoff.wait()) inMs = backoff.wait()
  for (const held of records) if (page.isDone(held.record.key)) records.delete(held)
  return { records, inMs }
}
