import { restRecord } from '../queue/rest-record.ts'
import type { PassState } from '../queue/types.ts'
import { openDatabase } from './open-database.ts'
import { putAll, transact } from './transact.ts'

/**
 * Writes down what a customer did before the code that saves was there, with the survey on which it was done. The next
 * page finds it with `Queue.passes`. Made for the moment in which the page goes away, by code that comes with its first
 * bytes: no queue, no second store. Resolves when IndexedDB has committed; rejects when it did not take it.
 * @param opened - a database that is open already, since opening one takes time that a page which leaves may not have
 * @public
 */
export async function keepActs(
  project: string,
  pass: PassState,
  opened: Promise<IDBDatabase> = openDatabase(),
): Promise<void> {
  const database = await opened
  await transact(database, 'readwrite', 'strict', (store) => putAll(store, [restRecord(project, pass)]))
  database.close()
}
