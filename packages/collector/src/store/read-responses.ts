import type { ResponseStatus } from '@frankly/core/model'
import type { Proof } from '@frankly/core/node'
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import { inProjects } from './in-projects.ts'
import { readKeptWords, wordsToShow } from './kept-words.ts'
import type { ContactHistoryQuery, KeptWords, ListName, ResponseQuery, Store, StoredResponse } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

type Reads = Pick<Store, 'responses' | 'response' | 'byReceipt' | 'contactHistory'>

/** Reads responses. */
export function responsesOn({ db }: Engine): Reads {
  return {
    async responses(query) {
      return withWords(db, await rowsOf(db, query))
    },
    async response(project, id) {
      const row = await db
        .selectFrom('responses')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .where('erased', '=', 0)
        .executeTakeFirst()
      return row && (await withWords(db, [row]))[0]
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
      return withWords(db, rows)
    },
    contactHistory: (query) => contactHistory(db, query),
  }
}

function rowsOf(
  db: Kysely<Tables>,
  { project, projects, surveyId, list, quarantine, after, limit, newestFirst = false, ...about }: ResponseQuery,
): Promise<readonly Selectable<Tables['responses']>[]> {
  let query = db.selectFrom('responses').selectAll().where('erased', '=', 0)
  if (project !== undefined) query = query.where('project', '=', project)
  if (projects !== undefined) query = query.where(inProjects(projects))
  if (surveyId !== undefined) query = query.where('survey_id', '=', surveyId)
  const { surveyVersion, occurredFrom, occurredBefore, test } = about
  if (surveyVersion !== undefined) query = query.where('survey_version', '=', surveyVersion)
  if (occurredFrom !== undefined) query = query.where('occurred_at', '>=', occurredFrom)
  if (occurredBefore !== undefined) query = query.where('occurred_at', '<', occurredBefore)
  if (test !== undefined) query = query.where('test', '=', test ? 1 : 0)
  if (list !== undefined) query = query.where(isIn(list))
  if (quarantine !== undefined) query = query.where('quarantine', '=', quarantine)
  if (after) {
    const past = newestFirst ? '<' : '>'
    query = query.where((e) =>
      e(e.refTuple('received_at', 'project', 'id'), past, e.tuple(after.receivedAt, after.project, after.id) as never),
    )
  }
  const way = newestFirst ? 'desc' : 'asc'
  return query.orderBy('received_at', way).orderBy('project', way).orderBy('id', way).limit(limit).execute()
}

/** Rows as responses, each with what others said in it: one more query where any has. */
export async function withWords(
  db: Kysely<Tables>,
  rows: readonly Selectable<Tables['responses']>[],
): Promise<readonly StoredResponse[]> {
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

async function contactHistory(
  db: Kysely<Tables>,
  { project, subjectId, orderMark, limit }: ContactHistoryQuery,
): Promise<readonly StoredResponse[]> {
  const found = new Map<string, StoredResponse>()
  const asked = [['subject_id', 'subject_proof', subjectId] as const, ['order_mark', 'order_proof', orderMark] as const]
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
