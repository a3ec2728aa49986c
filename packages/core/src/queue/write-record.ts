import type { OwnRecord, Placed } from './own-record.ts'
import type { PageRecords } from './page-records.ts'
import { type QueueRecord, toStored } from './record.ts'
import { readKey, stateIn } from './record-key.ts'
import type { RecordStore } from './record-store.ts'
import { heldBy, writerOf } from './same-pass.ts'

/**
 * [Q2] [Q25] Writes own records down. The first one of a page is on disk before thousands are counted, and told safe once
 * there is room for it. Never rejects.
 */
export function createWriter(
  scope: string,
  store: RecordStore,
  page: PageRecords,
): (own: OwnRecord) => Promise<Placed> {
  /** The first counting, one for all that are submitted meanwhile. */
  let counting: Promise<unknown> | undefined

  /** Room for a complaint or words is made from ordinary answers, oldest first, and counted. Nothing else is evicted. */
  async function makeRoom({ key: newest, priority, bytes, response }: QueueRecord): Promise<boolean> {
    const keys = await store.keys(newest)
    const takesPlace = response && keys.some((key) => key !== newest && stateIn(scope, key).response === response)
    if (takesPlace || !store.room.isShort(bytes)) return true
    if (priority === 2) return false
    const ordinary = keys.filter((key) => readKey(scope, key).section === '2' && page.get(key)?.state !== 'fresh')
    const victims = store.room.free(bytes, ordinary)
    if (!victims) return false
    await store.remove(victims)
    for (const key of victims) page.drop(key, 'evicted')
    return true
  }

  /** In the place of what this state holds whole. As it is in that transaction: its draft may have been released meanwhile. */
  async function put(own: OwnRecord): Promise<Placed> {
    const safe = await store.swap(own.record.response, own.born, (stored, mark) => {
      const { record } = own
      page.outlived(record.key, mark)
      const state = { ...record, writer: writerOf(record), mayLeave: true }
      return { put: [toStored(record)], remove: heldBy(state, stored, page.hasRead).map(({ key }) => key) }
    })
    return safe ?? 'withdrawn'
  }

  return async (own) => {
    let placed: Placed | undefined
    const isWithdrawn = (): boolean => own.state === 'withdrawn' || placed === 'withdrawn'
    const write = async (): Promise<void> => {
      // Withdrawn meanwhile: nothing may come after the wiping.
      if (!isWithdrawn()) placed = await put(own)
    }
    try {
      if (!store.room.stored) {
        if (!counting) {
          const early = write()
          counting = early.catch(() => undefined).then(() => store.keys(own.record.key))
          await Promise.all([early, counting])
        } else await counting
      }
      if (isWithdrawn()) return 'withdrawn'
      const { key, bytes } = own.record
      if (store.room.isShort(bytes) && !(await makeRoom(own.record))) {
        if (placed) await store.remove([key])
        return 'no-room'
      }
      if (!placed) await write()
      if (placed && placed !== 'withdrawn') store.room.added(bytes)
      return placed ?? 'withdrawn'
    } catch (cause) {
      counting = undefined
      store.failed(cause)
      return placed ?? 'memory'
    }
  }
}
