import type { Migration } from './migration.ts'

/**
 * Every response is written into these indexes, so they hold no more than what finds a row. Few rows share a
 * millisecond of arrival, an order or a person: the engine puts those in order as it reads them.
 */
export const shortIndexes: Migration = {
  id: 4,
  name: 'short-indexes',
  async up(db) {
    await db.schema.dropIndex('responses_by_arrival').execute()
    await db.schema.createIndex('responses_by_arrival').on('responses').column('received_at').execute()
    for (const column of ['subject_id', 'order_mark'] as const) {
      await db.schema.dropIndex(`responses_by_${column}`).execute()
      await db.schema
        .createIndex(`responses_by_${column}`)
        .on('responses')
        .column(column)
        .where(column, 'is not', null)
        .execute()
    }
  },
}
