import type { Migration } from './migration.ts'

/** What came of the signatures over order and subject. Rows of before keep null: they decide about nobody. */
export const proofs: Migration = {
  id: 7,
  name: 'proofs',
  async up(db) {
    for (const column of ['order_proof', 'subject_proof'])
      await db.schema.alterTable('responses').addColumn(column, 'text').execute()
  },
}
