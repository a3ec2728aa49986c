import type { AttachmentRef } from '@frankly/core'
import { PHOTOS } from './has-photos.ts'

/** A photo that is on its way, with all that sending it needs. */
export interface KeptPhoto extends AttachmentRef {
  /** Where it is posted. */
  readonly url: string
  readonly responseId: string
  /** When it was taken, by the device's clock. */
  readonly at: number
  readonly bytes: ArrayBuffer
}

/** So many photos, and bytes of all, wait at most: a room of their own, so that they never take that of an answer. */
const MOST = 12
const MOST_BYTES = 20_000_000
/** Left free for answers where the browser says how much room there is, bytes. */
const LEFT_FREE = 10_000_000
/** As long as an answer waits, ms. */
const LONGEST_WAIT = 30 * 86_400_000
const STORE = 'photos'

/** Photos on the device, in a database of their own. Each call opens and closes it, so that nothing holds it open. */
export interface KeptPhotos {
  /** Whether it is on the disk: nothing that waits already makes room. */
  keep(photo: KeptPhoto): Promise<boolean>
  /** Those that still may be sent to this address, oldest first; those that waited too long are dropped. */
  waiting(url: string, now: number): Promise<readonly KeptPhoto[]>
  drop(id: string): Promise<void>
}

/** Opens the room where there is a database; a device without one keeps no photo. */
export function keptPhotos(): KeptPhotos {
  const all = () => inStore<KeptPhoto[]>('readonly', (store) => store.getAll())
  const drop = async (id: string): Promise<void> => {
    await inStore('readwrite', (store) => store.delete(id))
    // Empty, it goes: a later page then knows without opening anything.
    if ((await all()).length === 0) indexedDB.deleteDatabase(PHOTOS)
  }
  return {
    drop,
    async keep(photo) {
      try {
        const there = await all()
        const bytes = there.reduce((sum, each) => sum + each.size, photo.size)
        if (there.length >= MOST || bytes > MOST_BYTES || !(await hasRoom(photo.size))) return false
        await inStore('readwrite', (store) => store.put(photo))
        return true
      } catch {
        return false
      }
    },
    async waiting(url, now) {
      const photos = await all()
      const isOld = ({ at }: KeptPhoto) => Math.abs(now - at) > LONGEST_WAIT
      for (const { id } of photos.filter(isOld)) await drop(id)
      return photos.filter((each) => each.url === url && !isOld(each)).sort((a, b) => a.at - b.at)
    },
  }
}

async function hasRoom(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  return quota === undefined || usage === undefined || quota - usage > bytes * 2 + LEFT_FREE
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await opened()
  try {
    const transaction = database.transaction(STORE, mode)
    const request = ask(transaction.objectStore(STORE))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
    return request.result
  } finally {
    database.close()
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(PHOTOS)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}
