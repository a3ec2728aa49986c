import type { Migration } from './migration.ts'

/** How often surveys were seen and what became of it: counts of a day, nobody's in particular. */
export const impressions: Migration = {
  id: 11,
  name: 'impressions',
  async up(db) {
    await db.schema
      .createTable('impressions')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('survey_version', 'integer', (c) => c.notNull())
      .addColumn('mode', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('locale', 'text', (c) => c.notNull())
      .addColumn('showings', 'bigint', (c) => c.notNull())
      .addColumn('seen', 'bigint', (c) => c.notNull())
      .addColumn('started', 'bigint', (c) => c.notNull())
      .addColumn('dismissed', 'bigint', (c) => c.notNull())
      .addColumn('suppressed', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('impressions_key', ['project', 'survey_id', 'survey_version', 'mode', 'day', 'locale'])
      .execute()
  },
}
