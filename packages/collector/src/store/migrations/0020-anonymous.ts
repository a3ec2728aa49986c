import type { Migration } from './migration.ts'

/** Answers of anonymous surveys, each by itself: a day is the finest time, and nothing leads from one to another. */
export const anonymous: Migration = {
  id: 20,
  name: 'anonymous',
  async up(db) {
    await db.schema
      .createTable('anonymous_answers')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('survey_version', 'integer', (c) => c.notNull())
      .addColumn('question', 'text', (c) => c.notNull())
      .addColumn('day', 'bigint', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('test', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('anonymous_answers_key', ['project', 'key'])
      .execute()
    await db.schema
      .createIndex('anonymous_answers_by_survey')
      .on('anonymous_answers')
      .columns(['project', 'survey_id', 'survey_version', 'day'])
      .execute()
  },
}
