import type { Migration } from './migration.ts'

/** Published versions of surveys, which never change; and what people say of a survey beside its words. */
export const surveys: Migration = {
  id: 10,
  name: 'surveys',
  async up(db) {
    await db.schema
      .createTable('survey_versions')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('published_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('survey_versions_key', ['project', 'survey_id', 'version'])
      .execute()
    await db.schema
      .createTable('survey_states')
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('paused', 'integer', (c) => c.notNull())
      .addColumn('open_from', 'bigint')
      .addColumn('open_until', 'bigint')
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('survey_states_key', ['project', 'survey_id'])
      .execute()
    await db.schema
      .createTable('survey_links')
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('survey_id', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('draft', 'text')
      .addPrimaryKeyConstraint('survey_links_key', ['hash'])
      .execute()
  },
}
