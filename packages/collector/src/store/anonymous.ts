import type { EpochMs } from '@frankly/core'
import { sql } from 'kysely'
import type { AnonymousItem, AnonymousRow, PutResult, Store } from './ports.ts'
import { writeQuotas } from './quota-marks.ts'
import type { Engine } from './schema.ts'
import { inTransaction } from './transaction.ts'

type Anonymous = Pick<Store, 'putAnonymous' | 'anonymousRows' | 'eraseAnonymous'>

const WEEK = 7 * 86_400_000
/** 1970 began on a Thursday: weeks of figures begin on Mondays. */
const MONDAY = 4 * 86_400_000
/** No revision is higher: what was taken back does not come again. */
const GONE = 2_147_483_647

/** The week of a day, as a number. Figures are made of whole weeks that are over. */
export const weekOf = (day: EpochMs): number => Math.floor((day - MONDAY) / WEEK)

/** Answers that nobody can be named for: each stands by itself, with the day and no id of a person or a response. */
export function anonymousOn(engine: Engine): Anonymous {
  const { db } = engine
  return {
    putAnonymous: (item) => inTransaction(engine, (trx) => putOne(engine, trx, item)),
    async anonymousRows({ project, surveyId, version, before }) {
      const rows = await db
        .selectFrom('anonymous_answers')
        .select(['question', 'day', 'body'])
        .where('project', '=', project)
        .where('survey_id', '=', surveyId)
        .where('survey_version', '=', version)
        .where('test', '=', 0)
        .where('revision', '<', GONE)
        .where('day', '<', before)
        // By a digest: the order says nothing of who answered when.
        .orderBy('key')
        .execute()
      return rows satisfies readonly AnonymousRow[]
    },
    async eraseAnonymous(project, keys, since) {
      if (keys.length === 0) return 0
      const gone = await db
        .updateTable('anonymous_answers')
        .set({ revision: GONE, body: '' })
        .where('project', '=', project)
        .where('key', 'in', [...keys])
        .where('day', '>=', since)
        .where('revision', '<', GONE)
        .executeTakeFirst()
      return Number(gone.numUpdatedRows)
    },
  }
}

type Trx = Parameters<Parameters<typeof inTransaction>[1]>[0]

/** Writes all answers of one revision, or none: a figure of a week that is over never changes by one person. */
async function putOne(engine: Engine, trx: Trx, item: AnonymousItem): Promise<PutResult> {
  const { project, surveyId, version, revision, day, test, answers } = item
  const has = { revision, ...(item.writer ? { writer: item.writer } : {}) }
  const [person] = answers
  if (!person) return { status: 'stored', has }
  const there = await trx
    .selectFrom('anonymous_answers')
    .select(['revision', 'day'])
    .where('project', '=', project)
    .where('key', '=', person.key)
    .executeTakeFirst()
  if (there?.revision === GONE) return { status: 'stale' }
  if (there?.revision === revision) return { status: 'duplicate', has }
  if (there && (there.revision > revision || weekOf(there.day) !== weekOf(day)))
    return { status: 'stale', has: { ...has, revision: Math.max(there.revision, revision) } }
  const keys = item.places
  await trx
    .deleteFrom('anonymous_answers')
    .where('project', '=', project)
    .where('key', 'in', [...keys])
    .execute()
  await trx
    .insertInto('anonymous_answers')
    .values(
      answers.map((answer) => ({
        project,
        survey_id: surveyId,
        survey_version: version,
        day: there?.day ?? day,
        revision,
        test: test ? 1 : 0,
        ...answer,
      })),
    )
    .onConflict((c) =>
      c.columns(['project', 'key']).doUpdateSet({ revision: sql`excluded.revision`, body: sql`excluded.body` }),
    )
    .execute()
  await writeQuotas(engine, trx, [{ project, surveyId, id: person.key, revision, quotas: item.quotas }])
  return { status: 'stored', has }
}
