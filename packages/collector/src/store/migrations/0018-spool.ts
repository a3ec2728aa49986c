import type { Migration } from './migration.ts'

/** Keys that open what lies in the spool. */
export const spool: Migration = {
  id: 18,
  name: 'spool',
  async up(db) {
    await db.schema
      .createTable('spool_keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('until_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
