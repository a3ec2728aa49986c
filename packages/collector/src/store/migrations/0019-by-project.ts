import type { Migration } from './migration.ts'

/** A project's answers are read in the order of arrival without sorting all that it has. */
export const byProject: Migration = {
  id: 19,
  name: 'by-project',
  async up(db) {
    await db.schema
      .createIndex('responses_by_project')
      .on('responses')
      .columns(['project', 'received_at', 'id'])
      .execute()
  },
}
