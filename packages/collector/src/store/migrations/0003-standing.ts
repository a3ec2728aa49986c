import type { Migration } from './migration.ts'

/**
 * What was said by one person or about one order is found without reading the rest. Rows of before keep a null mark: who
 * answered then is known by subject only. Anonymous rows are in neither index, so they cost nothing more to write.
 */
export const standing: Migration = {
  id: 3,
  name: 'standing',
  async up(db) {
    await db.schema.alterTable('responses').addColumn('order_mark', 'text').execute()
    for (const column of ['subject_id', 'order_mark'] as const)
      await db.schema
        .createIndex(`responses_by_${column}`)
        .on('responses')
        .columns(['project', column, 'occurred_at'])
        .where(column, 'is not', null)
        .execute()
  },
}
