import type { JournalRecord } from '../platform/platform.ts'
import { STORE } from './open-database.ts'

/** One transaction. Settles on `complete`: at its quota Chromium reports the success of a request and aborts then. */
export function transact<Value>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  durability: IDBTransactionDurability,
  work: (store: IDBObjectStore) => IDBRequest<Value> | undefined,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability })
    const request = work(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(request?.result as Value)
    transaction.onabort = transaction.onerror = () =>
      reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
  })
}

export function putAll(store: IDBObjectStore, records: readonly JournalRecord[]): IDBRequest<IDBValidKey> | undefined {
  return records.map((record) => store.put(record)).at(-1)
}
