import type { Transaction } from 'kysely'
import type { Engine, Tables } from './schema.ts'

/** Runs `work` on one state of the whole store, while others write on. */
export function inSnapshot<T>(engine: Engine, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  const transaction = engine.db.transaction()
  // SQLite's transactions see one state by themselves.
  if (engine.name === 'sqlite') return transaction.execute(work)
  return transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}
