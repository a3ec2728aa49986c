import type { JournalChange } from '../platform/platform.ts'
import { DRAFT } from './draft-record.ts'
import { fromStored, toStored } from './record.ts'
import { isRecordKey, PARKED, readKey } from './record-key.ts'
import type { RecordStore } from './record-store.ts'

/** Kept for 30 days, by the receiver's clock. */
const KEEP_MS = 30 * 86_400_000
/** Records read at once. */
const PIECE = 64

/**
 * [Q12] [Q31] Removes what waits or is parked since 30 of the receiver's days, and drafts since `passMs`, whatever the
 * device's clock says. What is seen for the first time is marked.
 */
export async function expireOld(
  scope: string,
  store: RecordStore,
  now: number,
  passMs: number,
  tally: (name: string) => void,
): Promise<void> {
  for await (const rows of store.pages(scope, PIECE, true)) {
    const changes: JournalChange[] = []
    for (const row of rows) {
      const { key } = row
      if (!isRecordKey(scope, key)) continue
      const { section } = readKey(scope, key)
      const record = fromStored(scope, row)
      const { seen, pass } = record.meta
      if (seen === undefined) changes.push({ key, to: toStored({ ...record, meta: { ...record.meta, seen: now } }) })
      else if (now - seen > (section === DRAFT && !pass?.acts ? passMs : KEEP_MS)) {
        changes.push({ key })
        tally(section === PARKED ? 'parked.expired' : section === DRAFT ? 'pass_expired' : 'expired')
      }
    }
    await store.change(changes)
  }
}
