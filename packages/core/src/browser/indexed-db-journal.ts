import { after } from '../platform/after.ts'
import type { Journal, JournalEdit, JournalRecord } from '../platform/platform.ts'
import { openDatabase } from './open-database.ts'
import { putAll, transact } from './transact.ts'

/** Safari has left the first `open` hanging for ever: https://bugs.webkit.org/show_bug.cgi?id=226547 */
const OPEN_MS = 1500
const WORK_MS = 5000
/** After a failed open the answer is a refusal at once for so long: a visitor waits for the timeout once. */
const RETRY_MS = 30_000
/** Requests made at once: each costs a slow phone's main thread about 1 ms. */
const PIECE = 10

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
  let handle: Promise<IDBDatabase> | undefined
  /** The last open failed: `handle` stays its rejection for a while. */
  let refused = false

  function open(): Promise<IDBDatabase> {
    if (handle) return handle
    const forget = (): void => {
      if (handle !== opened) return
      handle = undefined
      refused = false
    }
    const opened = within(
      OPEN_MS,
      openDatabase(options.factory, options.name).then((database) => {
        database.onclose = forget
        // Whoever wants another version or to delete us must not wait for this page.
        database.onversionchange = () => {
          database.close()
          forget()
        }
        return database
      }),
      (late) => late.close(),
    )
    opened.catch(() => {
      refused = true
      after(RETRY_MS, forget)
    })
    handle = opened
    return opened
  }

  async function once<Value>(
    mode: IDBTransactionMode,
    durability: IDBTransactionDurability,
    work: (store: IDBObjectStore) => IDBRequest<Value> | undefined,
  ): Promise<Value> {
    const database = await open()
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
    if (refused) return
    // Ends after its transactions, so nothing is cut off.
    void handle?.then(
      (database) => database.close(),
      () => {},
    )
    handle = undefined
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

/** Rejects after `ms`; a value that comes too late is given to `late`. */
function within<Value>(ms: number, work: Promise<Value>, late?: (value: Value) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => {
      reject(new DOMException('IndexedDB does not answer', 'TimeoutError'))
      if (late) void work.then(late, () => {})
    })
    work
      .then(resolve, reject)
      .finally(cancel)
      .catch(() => {})
  })
}
