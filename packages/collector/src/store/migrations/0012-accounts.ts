import type { Migration } from './migration.ts'

/**
 * Accounts of staff and tokens of programs, with what they may in which project. A session names its account; sessions
 * without one began with the token of the configuration.
 */
export const accounts: Migration = {
  id: 12,
  name: 'accounts',
  async up(db) {
    await db.schema
      .createTable('staff_accounts')
      .addColumn('id', 'text', (c) => c.notNull().primaryKey())
      .addColumn('email', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('password', 'text')
      .addColumn('roles', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('wrong', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('locked_until', 'bigint', (c) => c.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('staff_tokens')
      .addColumn('id', 'text', (c) => c.notNull().primaryKey())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('roles', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text')
      .addColumn('made_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('used_at', 'bigint')
      .execute()
    await db.schema
      .createTable('staff_settings')
      .addColumn('name', 'text', (c) => c.notNull().primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .alterTable('staff_passes')
      .addColumn('account', 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  },
}
