import type { Migration } from './migration.ts'

/**
 * Photos may lie in a bucket: their rows then hold the name of an object and its size in place of bytes. Objects that no
 * row holds are written down until they are deleted, so that none is forgotten there.
 */
export const objects: Migration = {
  id: 22,
  name: 'objects',
  async up(db) {
    await db.schema.alterTable('attachments').addColumn('object', 'text').execute()
    await db.schema
      .alterTable('attachments')
      .addColumn('object_bytes', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('objects_to_delete')
      .addColumn('object', 'text', (c) => c.primaryKey())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('objects_to_delete_due').on('objects_to_delete').column('due_at').execute()
  },
}
