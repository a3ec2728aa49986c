import type { EpochMs } from '@frankly/core'
import type { Transaction } from 'kysely'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { StoreRefusal } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

/**
 * Brings the tables up to date and returns the names of the steps taken. One process at a time: the lock is a
 * row, since advisory locks are not portable. Forward only: tables newer than this program are refused.
 * @param steps - for tests: those of an earlier program. Default: all
 */
export async function migrate(
  engine: Engine,
  now: EpochMs,
  steps: readonly Migration[] = migrations,
): Promise<readonly string[]> {
  await createBook(engine)
  return inTransaction(engine, (trx) => migrateIn(trx, engine, { now, steps }))
}

/**
 * The same in a transaction that is open, once there is a book.
 * @param how.steps - those to take; default: all
 */
export async function migrateIn(
  trx: Transaction<Tables>,
  engine: Engine,
  { now, steps = migrations }: { readonly now: EpochMs; readonly steps?: readonly Migration[] },
): Promise<readonly string[]> {
  if (engine.rowLocks) await trx.selectFrom('frankly_lock').select('id').where('id', '=', 1).forUpdate().execute()
  const taken = await trx.selectFrom('frankly_migrations').select('id').execute()
  const done = new Set(taken.map((row) => row.id))
  const newest = steps.at(-1)?.id ?? 0
  const ahead = [...done].filter((id) => id > newest)
  if (ahead.length > 0) {
    throw new StoreRefusal(
      `the store is at migration ${Math.max(...ahead)}, this program knows ${newest}: start a newer version of Frankly`,
    )
  }
  const names: string[] = []
  for (const step of steps) {
    if (done.has(step.id)) continue
    await step.up(trx, engine)
    await trx.insertInto('frankly_migrations').values({ id: step.id, name: step.name, applied_at: now }).execute()
    names.push(step.name)
  }
  return names
}

/**
 * Refuses a store whose tables are not up to date, for commands that run beside a collector and make no tables.
 * @throws StoreRefusal when there are none yet
 */
export async function refuseUnmigrated(engine: Engine): Promise<void> {
  try {
    await engine.db.selectFrom('frankly_migrations').select('id').limit(1).execute()
  } catch (error) {
    const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown }
    // "No such table": of PostgreSQL by its own code, of SQLite among its general errors.
    if (code !== '42P01' && errcode !== 1) throw error
    const said = 'the store has no tables of Frankly yet: start "frankly serve" or run "frankly migrate" on it first'
    throw new StoreRefusal(said, { cause: error })
  }
}

/** How many steps of this program the store has not taken. */
export async function pendingSteps({ db }: Engine): Promise<number> {
  const taken = new Set((await db.selectFrom('frankly_migrations').select('id').execute()).map(({ id }) => id))
  return migrations.filter(({ id }) => !taken.has(id)).length
}

/** Tables of the migrator itself. Two processes may race here: the loser sees the winner's tables on its next try. */
export async function createBook(engine: Engine): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await inTransaction(engine, async (trx) => {
        await trx.schema
          .createTable('frankly_migrations')
          .ifNotExists()
          .addColumn('id', 'integer', (c) => c.primaryKey())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('applied_at', 'bigint', (c) => c.notNull())
          .execute()
        await trx.schema
          .createTable('frankly_lock')
          .ifNotExists()
          .addColumn('id', 'integer', (c) => c.primaryKey())
          .addColumn('touched_at', 'bigint', (c) => c.notNull())
          .execute()
        await trx
          .insertInto('frankly_lock')
          .values({ id: 1, touched_at: 0 })
          .onConflict((c) => c.column('id').doNothing())
          .execute()
      })
      return
    } catch (error) {
      if (attempt === 5 || !lostRace(error)) throw error
    }
  }
}

/** PostgreSQL reports two simultaneous `create table if not exists` as a unique violation of its own catalogue. */
function lostRace(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '23505' || code === '42P07'
}
