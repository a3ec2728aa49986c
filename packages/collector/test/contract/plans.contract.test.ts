import { join } from 'node:path'
import { fillPostgres, fillSqlite, LIST_READS } from '@frankly/testing/lists'
import { CompiledQuery, type Kysely, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../src/store/driver-postgres.ts'
import { openSqlite } from '../../src/store/driver-sqlite.ts'
import { numbersOn } from '../../src/store/read-numbers.ts'
import { responsesOn } from '../../src/store/read-responses.ts'
import type { Engine, Tables } from '../../src/store/schema.ts'
import { migrateStore } from '../../src/store/store.ts'
import { useEngines } from '../support/engines.ts'

/** The index that each list is read by. */
const INDEX: Readonly<Record<keyof typeof LIST_READS, string>> = {
  'all, newest': 'responses_by_arrival',
  'all, from a place': 'responses_by_arrival',
  'one project': 'responses_by_project',
  'one project, from a place': 'responses_by_project',
  'one survey': 'responses_by_survey',
  'a rare survey': 'responses_by_survey',
  complaints: 'responses_urgent',
  'low scores, one project': 'responses_urgent_by_project',
  'complaints, of the projects that one may see': 'responses_urgent_by_project',
  held: 'responses_held',
  'held by reason': 'responses_held_by_reason',
  'held, one project': 'responses_held_by_project',
  rest: 'responses_by_arrival',
  'held, counted': 'responses_held_counts',
  'bad news, counted': 'responses_urgent',
  'one person': 'responses_by_subject_id',
}
/** So many that PostgreSQL finds an index cheaper than all of the table. */
const ROWS = 60_000

const { folder, server } = useEngines('plans')

/** Does what `read` asks, and gives the plan of each query of it as lines. */
async function plansOf(engine: Engine, explain: string, read: (engine: Engine) => Promise<unknown>): Promise<string> {
  const asked: RootOperationNode[] = []
  const listen: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await read({ ...engine, db: engine.db.withPlugin(listen) })
  const plans = await Promise.all(asked.map((node) => planOf(engine.db, explain, node)))
  return plans.join('\n')
}

async function planOf(db: Kysely<Tables>, explain: string, node: RootOperationNode): Promise<string> {
  const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: 'plan' })
  const { rows } = await db.executeQuery<object>(CompiledQuery.raw(`${explain} ${sql}`, [...parameters]))
  return rows.map((row) => Object.values(row).join(' ')).join('\n')
}

const readOf = (list: string) => (engine: Engine) =>
  LIST_READS[list]!({ ...responsesOn(engine), ...numbersOn(engine) }, 0.5, ROWS)

describe('every list of staff and programs is read by an index, however many answers there are', () => {
  describe('on SQLite', () => {
    let engine: Engine
    beforeAll(async () => {
      const path = join(folder, 'plans.sqlite')
      await migrateStore({ url: `sqlite:${path}`, now: 1 })
      fillSqlite(path, ROWS)
      engine = openSqlite(path)
    })
    afterAll(() => engine?.close())

    it.each(Object.entries(INDEX))('%s: %s', async (list, index) => {
      const plan = await plansOf(engine, 'explain query plan', readOf(list))
      expect(plan).toContain(index)
      expect(plan).not.toMatch(/SCAN responses(?! USING)/)
      if (list.endsWith('counted')) expect(plan).toContain('COVERING INDEX')
      // what came in the same millisecond is sorted, and the few of one person; nothing else is
      else if (list !== 'one person') expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/)
    })
  })

  describe('on PostgreSQL', () => {
    let engine: Engine
    beforeAll(async () => {
      const url = await server().database()
      await migrateStore({ url, now: 1 })
      await fillPostgres(url, ROWS)
      engine = await openPostgres(url)
    })
    afterAll(() => engine?.close())

    it.each(Object.entries(INDEX))('%s: %s', async (list, index) => {
      const plan = await plansOf(engine, 'explain', readOf(list))
      // it knows how often a value comes, and takes the order of arrival where that is soon there
      expect(plan).toMatch(new RegExp(`${index}|responses_(by_arrival|by_project|urgent|held) `))
      expect(plan).not.toContain('Seq Scan on responses')
    })
  })
})
