import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Complaints, low scores and held answers are read by themselves, however many others came since; what counts for a
 * quota is noted row by row. Ordinary answers are in none of the new indexes, so they cost nothing more to write.
 */
export const staffLists: Migration = {
  id: 8,
  name: 'staff-lists',
  async up(db) {
    await db.schema
      .alterTable('responses')
      .addColumn('complaint', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    // Bodies are as JSON.stringify wrote them: inside a customer's words every quote has a backslash before it.
    await sql`update responses set complaint = 1 where body like '%"complaint":{"severity":"%' or body like '%"kind":"complaint"%'`.execute(
      db,
    )
    await db.schema
      .createIndex('responses_urgent')
      .on('responses')
      .columns(['complaint', 'received_at'])
      .where(sql.ref('lane'), '=', sql.lit(0))
      .execute()
    await db.schema
      .createIndex('responses_held')
      .on('responses')
      .column('received_at')
      .where(sql.ref('quarantine'), 'is not', null)
      .execute()
    await db.schema
      .createTable('quota_marks')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('quota', 'text', (c) => c.notNull())
      .addColumn('response_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('quota_marks_key', ['project', 'survey_id', 'quota', 'response_id'])
      .execute()
    await db.schema
      .createIndex('quota_marks_by_response')
      .on('quota_marks')
      .columns(['project', 'response_id'])
      .execute()
  },
}
