import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * What an erasure has to find is found by an index, since anybody may ask for one. Files that wait for their response,
 * and tombstones, are few: a partial index finds them among the others. Refused posts have classes with quotas of their
 * own, and the ids that stand in them, so that an erasure takes them too.
 */
export const limits: Migration = {
  id: 6,
  name: 'limits',
  async up(db) {
    await db.schema.createIndex('receipts_by_response').on('receipts').column('response_id').execute()
    await db.schema.createIndex('attachments_by_response').on('attachments').column('response_id').execute()
    // The id of a delivery about a response begins with that response's id.
    await sql`create index outbox_by_response on outbox (substr(id, 1, 36))`.execute(db)
    await db.schema
      .alterTable('attachments')
      .addColumn('waiting', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await sql`create index attachments_waiting on attachments (received_at) where waiting = 1`.execute(db)
    await sql`create index responses_erased on responses (received_at) where erased = 1`.execute(db)
    await db.schema
      .alterTable('dead_letters')
      .addColumn('class', 'text', (c) => c.notNull().defaultTo('item'))
      .execute()
    await db.schema
      .alterTable('dead_letters')
      .addColumn('count', 'integer', (c) => c.notNull().defaultTo(1))
      .execute()
    await db.schema
      .createTable('dead_letter_ids')
      .addColumn('response_id', 'text', (c) => c.notNull())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('dead_letter_ids_key', ['response_id', 'project', 'hash'])
      .execute()
  },
}
