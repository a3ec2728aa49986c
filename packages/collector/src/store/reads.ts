import type { ResponseStatus } from '@frankly/core/model'
import type { Proof } from '@frankly/core/node'
import type { ExpressionBuilder, Selectable } from 'kysely'
import { readKeptWords, wordsToShow } from './kept-words.ts'
import type { KeptWords, ListName, Store, StoredResponse } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

type Reads = Pick<
  Store,
  'responses' | 'response' | 'byReceipt' | 'contactHistory' | 'conflicts' | 'held' | 'urgentCounts' | 'counts'
>

/** The reading half of the store. */
export function reads(engine: Engine): Reads {
  const { db } = engine
  const count = async (table: 'responses' | 'conflicts' | 'dead_letters') => {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  const countOutbox = async (state: string) => {
    const row = await db
      .selectFrom('outbox')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  /** Rows as responses, each with what others said in it: one more query where any has. */
  const withWords = async (rows: readonly Selectable<Tables['responses']>[]): Promise<readonly StoredResponse[]> => {
    const shared = rows.filter(({ kept }) => kept > 0)
    const said = new Map<string, readonly KeptWords[]>()
    for (const project of new Set(shared.map((row) => row.project))) {
      const ids = shared.filter((row) => row.project === project).map(({ id }) => id)
      const found = await readKeptWords(db, project, ids)
      for (const [id, words] of found) said.set(`${project}\n${id}`, words)
    }
    return rows.map((row) => {
      const alsoSaid = wordsToShow(row.body, said.get(`${row.project}\n${row.id}`) ?? [])
      return alsoSaid.length > 0 ? { ...responseOf(row), alsoSaid } : responseOf(row)
    })
  }
  return {
    async responses({ project, surveyId, list, quarantine, after, limit, newestFirst = false }) {
      let query = db.selectFrom('responses').selectAll().where('erased', '=', 0)
      if (project !== undefined) query = query.where('project', '=', project)
      if (surveyId !== undefined) query = query.where('survey_id', '=', surveyId)
      if (list !== undefined) query = query.where(isIn(list))
      if (quarantine !== undefined) query = query.where('quarantine', '=', quarantine)
      if (after) {
        const past = newestFirst ? '<' : '>'
        query = query.where((e) =>
          e(
            e.refTuple('received_at', 'project', 'id'),
            past,
            e.tuple(after.receivedAt, after.project, after.id) as never,
          ),
        )
      }
      const way = newestFirst ? 'desc' : 'asc'
      const rows = await query
        .orderBy('received_at', way)
        .orderBy('project', way)
        .orderBy('id', way)
        .limit(limit)
        .execute()
      return withWords(rows)
    },
    async response(project, id) {
      const row = await db
        .selectFrom('responses')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .where('erased', '=', 0)
        .executeTakeFirst()
      return row && (await withWords([row]))[0]
    },
    async byReceipt(code) {
      const rows = await db
        .selectFrom('receipts')
        .innerJoin('responses', (join) =>
          join.onRef('responses.project', '=', 'receipts.project').onRef('responses.id', '=', 'receipts.response_id'),
        )
        .selectAll('responses')
        .where('receipts.code', '=', code)
        .where('responses.erased', '=', 0)
        .orderBy('responses.first_received_at')
        .limit(10)
        .execute()
      return withWords(rows)
    },
    async contactHistory({ project, subjectId, orderMark, limit }) {
      const found = new Map<string, StoredResponse>()
      const asked = [
        ['subject_id', 'subject_proof', subjectId] as const,
        ['order_mark', 'order_proof', orderMark] as const,
      ]
      for (const [column, proof, value] of asked) {
        if (value === undefined) continue
        const rows = await db
          .selectFrom('responses')
          .selectAll()
          .where('project', '=', project)
          .where(column, '=', value)
          .where(proof, '=', 'verified')
          .where('erased', '=', 0)
          .where('test', '=', 0)
          .orderBy('occurred_at', 'desc')
          .limit(limit)
          .execute()
        for (const row of rows) found.set(row.id, responseOf(row))
      }
      return [...found.values()]
    },
    async conflicts(limit) {
      const rows = await db.selectFrom('conflicts').selectAll().orderBy('received_at', 'desc').limit(limit).execute()
      return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at }))
    },
    async held() {
      const rows = await db
        .selectFrom('responses')
        .select(['project', 'quarantine', (e) => e.fn.countAll<number>().as('n')])
        .select((e) => e.fn.sum<number>('complaint').as('complaints'))
        .where('quarantine', 'is not', null)
        .where('erased', '=', 0)
        .groupBy(['project', 'quarantine'])
        .orderBy('project')
        .orderBy('quarantine')
        .execute()
      return rows.map(({ project, quarantine, n, complaints }) => ({
        project,
        reason: quarantine!,
        count: Number(n),
        complaints: Number(complaints),
      }))
    },
    async urgentCounts() {
      const rows = await db
        .selectFrom('responses')
        .select(['complaint', (e) => e.fn.countAll<number>().as('n')])
        .where((e) => e('lane', '=', e.lit(0)))
        .where('quarantine', 'is', null)
        .where('erased', '=', 0)
        .groupBy('complaint')
        .execute()
      const of = (complaint: number) => Number(rows.find((row) => row.complaint === complaint)?.n ?? 0)
      return { complaints: of(1), low: of(0) }
    },
    async counts() {
      return {
        responses: await count('responses'),
        conflicts: await count('conflicts'),
        deadLetters: await count('dead_letters'),
        outboxWaiting: await countOutbox('waiting'),
        outboxDead: await countOutbox('dead'),
      }
    },
  }
}

/** Written so that the partial indexes of urgent and of held rows are used. */
function isIn(list: ListName) {
  return (e: ExpressionBuilder<Tables, 'responses'>) => {
    if (list === 'held') return e('quarantine', 'is not', null)
    const free = e('quarantine', 'is', null)
    if (list === 'rest') return e.and([free, e('lane', '=', e.lit(1))])
    return e.and([free, e('lane', '=', e.lit(0)), e('complaint', '=', list === 'complaints' ? 1 : 0)])
  }
}

function responseOf(row: Selectable<Tables['responses']>): StoredResponse {
  return {
    project: row.project,
    id: row.id,
    revision: row.revision,
    surveyId: row.survey_id,
    surveyVersion: row.survey_version,
    status: row.status as ResponseStatus,
    lane: row.lane === 0 ? 'urgent' : 'normal',
    complaint: row.complaint === 1,
    test: row.test === 1,
    ...(row.quarantine === null ? {} : { quarantine: row.quarantine }),
    ...(row.order_proof === null ? {} : { orderProof: row.order_proof as Proof }),
    ...(row.subject_proof === null ? {} : { subjectProof: row.subject_proof as Proof }),
    occurredAt: row.occurred_at,
    firstReceivedAt: row.first_received_at,
    receivedAt: row.received_at,
    body: row.body,
  }
}
