import type { Migration } from './migration.ts'

/** Each destination has its own worker: the rows that wait for another one must cost it nothing. */
export const outboxByDestination: Migration = {
  id: 2,
  name: 'outbox-by-destination',
  async up(db) {
    await db.schema.dropIndex('outbox_due').execute()
    await db.schema
      .createIndex('outbox_due')
      .on('outbox')
      .columns(['project', 'destination', 'state', 'lane', 'next_at'])
      .execute()
  },
}
