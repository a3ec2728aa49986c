import type { PageRecords } from './page-records.ts'
import { isRecordKey, PARKED } from './record-key.ts'
import type { RecordStore } from './record-store.ts'

/**
 * [Q21] Reads all keys and finds own records that someone else took away: withdrawn by another page, or to be sent once
 * more. Resolves to `false` when nothing waits.
 */
export async function findVanished(scope: string, store: RecordStore, page: PageRecords): Promise<boolean> {
  const { mark } = store
  // Only what was stored before this reading began, by the mark of that moment, can be missed in it.
  const before = mark.last
  const written = page.all().filter(({ safe }) => safe)
  const keys = await store.keys().catch((cause: unknown) => {
    store.failed(cause)
    return mark.last ? [mark.last] : []
  })
  const present = new Set(written.length ? keys : [])
  const found = mark.find(keys)
  const isNew = before !== undefined && !!found && found !== before
  mark.learn(found, before)
  for (const own of written) {
    const { record, born } = own
    const { key, response } = record
    if (!page.holds(own) || present.has(key)) continue
    // It may have been delivered by another page: the reply to a request that carries it still counts.
    if (isNew && found !== born.mark && response) page.forget(key, 'withdrawn')
    else page.on(key, 'vanished')
  }
  return keys.some((key) => isRecordKey(scope, key) && key < `${scope}${PARKED}`) || page.all().length > 0
}
