import type { Migration } from './migration.ts'

/** Receipts of what was erased for a person: when, by what it was asked for, how much of what; nothing of the person. */
export const erasures: Migration = {
  id: 14,
  name: 'erasures',
  async up(db) {
    await db.schema
      .createTable('erasures')
      .addColumn('id', 'text', (c) => c.notNull().primaryKey())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by_what', 'text', (c) => c.notNull())
      .addColumn('counts', 'text', (c) => c.notNull())
      .addColumn('told', 'text', (c) => c.notNull())
      .execute()
  },
}
