import { openSqlite } from '../driver-sqlite.ts'
import { createBook, migrateIn } from '../migrate.ts'
import type { Migration } from '../migrations/migration.ts'
import type { Tables } from '../schema.ts'

/** What a column of ours may hold. */
export type OwnType = 'text' | 'integer' | 'bigint' | 'blob'

/** A table of ours. */
export interface OwnTable {
  readonly name: keyof Tables
  readonly columns: readonly { readonly name: string; readonly type: OwnType }[]
}

/**
 * The tables that these steps make, or all of them: asked of an empty store in memory, so that a new table is in a backup
 * from its first day.
 */
export async function ownTables(steps?: readonly Migration[]): Promise<readonly OwnTable[]> {
  const engine = openSqlite(':memory:')
  try {
    await createBook(engine)
    return await engine.db.transaction().execute(async (trx) => {
      await migrateIn(trx, engine, { now: 0, ...(steps ? { steps } : {}) })
      const tables = await trx.introspection.getTables()
      return tables.map(({ name, columns }) => ({
        name: name as keyof Tables,
        columns: columns.map((column) => ({ name: column.name, type: column.dataType.toLowerCase() as OwnType })),
      }))
    })
  } finally {
    await engine.close()
  }
}
