import type { Migration } from './migration.ts'

/** How far each rule of retention has come: what it has seen costs nothing more. */
export const retention: Migration = {
  id: 15,
  name: 'retention',
  async up(db) {
    await db.schema
      .createTable('retention_marks')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('retention_marks_key', ['project', 'kind'])
      .execute()
  },
}
