import { after } from '../platform/after.ts'
import type { Journal, JournalEdit, JournalRecord } from '../platform/platform.ts'
import { openDatabase } from './open-database.ts'
import { putAll, transact } from './transact.ts'

/** Safari has left the first `open` hanging for ever: https://bugs.webkit.org/show_bug.cgi?id=226547 */
const OPEN_MS = 1500
/**
 * A slow device needs longer at times. What earlier pages left is waited for: a survey that is shown without it would be a
 * second response for the same order.
 */
const OPEN_TO_READ_MS = 8000
const WORK_MS = 5000
/** So long after a failed open, or one that was waited for in vain, it is opened anew. */
const RETRY_MS = 30_000
/** Requests made at once: each costs a slow phone's main thread about 1 ms. */
const PIECE = 10

/** The database on its way, or here. */
interface Opening {
  readonly done: Promise<IDBDatabase>
  /** It failed, or was waited for in vain. */
  refusal?: unknown
  /** Another one was begun since. */
  isForgotten?: boolean
}

/** Seams of {@link createIndexedDbJournal} for tests. @public */
export interface IndexedDbJournalOptions {
  /** Default: the page's. */
  readonly factory?: IDBFactory | undefined
  /** Name of the database. Default: the one of all pages of this origin. */
  readonly name?: string
  /**
   * `success` is the fault that the chaos suite looks for: at quota Chromium reports success and then aborts.
   * @internal
   */
  readonly settleOn?: 'complete' | 'success'
}

/**
 * A journal on disk. Rejects when the database cannot be used; the caller falls back. One closure: all methods share the one
 * handle, which is opened late, dropped and opened again.
 * @public
 */
export function createIndexedDbJournal(options: IndexedDbJournalOptions = {}): Journal {
  let current: Opening | undefined

  function begin(): Opening {
    const forget = (): void => {
      if (current === opening) current = undefined
    }
    const done = openDatabase(options.factory, options.name).then((database) => {
      // whoever waits for it was refused and has gone another way; from here on it is used
      opening.refusal = undefined
      if (opening.isForgotten) database.close()
      database.onclose = forget
      // Whoever wants another version or to delete us must not wait for this page.
      database.onversionchange = () => {
        database.close()
        forget()
      }
      return database
    })
    const opening: Opening = { done }
    done.catch((cause: unknown) => refuse(opening, cause))
    return opening
  }

  /** For a while everybody is refused at once: a visitor waits for the timeout once. */
  function refuse(opening: Opening, cause: unknown): void {
    opening.refusal = cause
    after(RETRY_MS, () => {
      if (!opening.refusal) return
      opening.isForgotten = true
      if (current === opening) current = undefined
    })
  }

  function open(ms: number): Promise<IDBDatabase> {
    current ??= begin()
    const opening = current
    if (opening.refusal) return Promise.reject(opening.refusal)
    return within(ms, opening.done, (cause) => refuse(opening, cause))
  }

  async function once<Value>(
    mode: IDBTransactionMode,
    durability: IDBTransactionDurability,
    work: (store: IDBObjectStore) => IDBRequest<Value> | undefined,
  ): Promise<Value> {
    const database = await open(mode === 'readonly' ? OPEN_TO_READ_MS : OPEN_MS)
    if (options.settleOn !== 'success') return within(WORK_MS, transact(database, mode, durability, work))
    return new Promise<Value>((resolve, reject) => {
      const watched = (store: IDBObjectStore): IDBRequest<Value> | undefined => {
        const request = work(store)
        request?.addEventListener('success', () => resolve(request.result))
        return request
      }
      transact(database, mode, durability, watched).then(resolve, reject)
    })
  }

  /** A connection dies under us (iOS in the background, deleted site data): one new one, then it is the caller's turn. */
  async function run<Value>(...work: Parameters<typeof once<Value>>): Promise<Value> {
    try {
      return await once(...work)
    } catch (cause) {
      if (!/InvalidState|Unknown|TransactionInactive|Abort/.test((cause as Error | null)?.name ?? '')) throw cause
      close()
      return once(...work)
    }
  }

  function close(): void {
    if (!current || current.refusal) return
    // Ends after its transactions, so nothing is cut off.
    void current.done.then(
      (database) => database.close(),
      () => {},
    )
    current = undefined
  }

  const span = ({ after, before }: { after: string; before: string }): IDBKeyRange =>
    IDBKeyRange.bound(after, before, true, true)

  return {
    durability: 'disk',
    async put(records) {
      await run('readwrite', 'strict', (store) => putAll(store, records))
      return 'disk'
    },
    async swap({ look = [], make }) {
      let made: JournalEdit | undefined
      let fault: unknown
      await run('readwrite', 'strict', (store) => {
        const found: JournalRecord[] = []
        let left = look.length
        const write = (): void => {
          made = make(found)
          for (const key of made?.remove ?? []) store.delete(key)
          putAll(store, made?.put ?? [])
        }
        if (!left) write()
        for (const range of look) {
          const asked = store.getAll(span(range))
          asked.onsuccess = () => {
            found.push(...(asked.result as JournalRecord[]))
            if (--left) return
            try {
              write()
            } catch (cause) {
              // thrown on, it would be an error of the page
              fault = cause
              store.transaction.abort()
            }
          }
        }
        return undefined
      }).catch((cause: unknown) => {
        throw fault ?? cause
      })
      return made && 'disk'
    },
    page: (range, limit) => run('readonly', 'relaxed', (store) => store.getAll(span(range), limit)),
    keys: (range, limit) =>
      run('readonly', 'relaxed', (store) => store.getAllKeys(span(range), limit) as IDBRequest<string[]>),
    // Relaxed: a removal that a power cut undoes costs one repeat.
    async change(changes) {
      await run('readwrite', 'relaxed', (store) => {
        remove(
          store,
          changes.flatMap(({ key, to }) => (to ? [] : key)),
        )
        inPieces(
          changes.filter(({ to }) => to),
          ({ key, to }) => {
            const found = store.getKey(key)
            found.onsuccess = () => {
              if (found.result === undefined) return
              store.delete(key)
              store.put(to)
            }
            return found
          },
        )
        return undefined
      })
    },
    async clear(range, instead = []) {
      await run('readwrite', 'strict', (store) => {
        store.delete(span(range))
        return putAll(store, instead)
      })
    },
    close,
  }
}

/** Neighbours with nobody between them go as one span. */
function remove(store: IDBObjectStore, keys: readonly string[]): void {
  if (!keys.length) return
  const sorted = [...keys].sort()
  const span = IDBKeyRange.bound(sorted[0], sorted.at(-1))
  // One more than all of them would be a stranger.
  const found = store.getAllKeys(span, keys.length + 1)
  found.onsuccess = () => {
    if (found.result.every((key) => keys.includes(key as string))) store.delete(span)
    else inPieces(keys, (key) => store.delete(key))
  }
}

/** Asks for a few at a time in the same transaction, so that the page's thread is never held for long. */
function inPieces<Item>(items: readonly Item[], ask: (item: Item) => IDBRequest): void {
  const last = items.slice(0, PIECE).map(ask).at(-1)
  last?.addEventListener('success', () => inPieces(items.slice(PIECE), ask))
}

/** Rejects after `ms`, and tells `late` with what. */
function within<Value>(ms: number, work: Promise<Value>, late?: (cause: unknown) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => {
      const cause = new DOMException('IndexedDB does not answer', 'TimeoutError')
      reject(cause)
      late?.(cause)
    })
    work
      .then(resolve, reject)
      .finally(cancel)
      .catch(() => {})
  })
}
