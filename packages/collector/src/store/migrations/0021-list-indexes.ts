import { type RawBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * A survey's answers are read without passing those of others; what is held and what is bad news is counted in an index
 * alone. Ordinary answers are in the first of these only.
 */
export const listIndexes: Migration = {
  id: 21,
  name: 'list-indexes',
  async up(db) {
    await db.schema
      .createIndex('responses_by_survey')
      .on('responses')
      .columns(['project', 'survey_id', 'received_at', 'id'])
      .execute()
    await db.schema.dropIndex('responses_urgent').execute()
    const partly: Readonly<Record<string, readonly [condition: RawBuilder<boolean>, ...columns: Column[]]>> = {
      responses_urgent: [urgent, 'complaint', 'received_at', 'project', 'quarantine', 'erased'],
      responses_urgent_by_project: [urgent, 'project', 'complaint', 'received_at', 'id'],
      responses_held_by_project: [held, 'project', 'received_at', 'id'],
      responses_held_by_reason: [held, 'quarantine', 'received_at', 'project', 'id'],
      responses_held_counts: [held, 'project', 'quarantine', 'complaint', 'erased'],
    }
    for (const [name, [condition, ...columns]] of Object.entries(partly))
      await db.schema.createIndex(name).on('responses').columns(columns).where(condition).execute()
  },
}

type Column = 'project' | 'id' | 'complaint' | 'received_at' | 'quarantine' | 'erased'
const urgent = sql<boolean>`lane = 0`
const held = sql<boolean>`quarantine is not null`
