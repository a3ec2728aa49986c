import type { Migration } from './migration.ts'

/** Sessions and sign-in links of staff: a digest of each, never the thing itself. */
export const passes: Migration = {
  id: 5,
  name: 'passes',
  async up(db) {
    await db.schema
      .createTable('staff_passes')
      .addColumn('hash', 'text', (c) => c.notNull().primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('mark', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
