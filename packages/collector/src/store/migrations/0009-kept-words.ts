import type { Migration } from './migration.ts'

/**
 * Who wrote a revision, and the words of others that the present one no longer has. `kept` marks the few responses that
 * have such words, so that nobody else's answer costs a look: 0 none, 1 some, 2 bad news among them, 3 a complaint.
 */
export const keptWords: Migration = {
  id: 9,
  name: 'kept-words',
  async up(db) {
    await db.schema
      .alterTable('responses')
      .addColumn('writer', 'text', (c) => c.notNull().defaultTo(''))
      .execute()
    await db.schema
      .alterTable('responses')
      .addColumn('kept', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('kept_words')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('writer', 'text', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('kept_words_key', ['project', 'id', 'hash'])
      .execute()
  },
}
