import { type Kysely, type Selectable, sql } from 'kysely'
import { FACTS, factsOf } from './attachments.ts'
import { letterOf } from './dead-letters.ts'
import { inProjects } from './in-projects.ts'
import { outboxRowOf } from './outbox.ts'
import type { Conflict, ErasedCounts, ErasureReceipt, PersonCounts, Store } from './ports.ts'
import { withWords } from './read-responses.ts'
import type { Engine, Tables } from './schema.ts'

type Persons = Pick<Store, 'ofPerson' | 'beside' | 'mentions' | 'noteErasure' | 'erasures'>

/** What is stored of one person, wherever it stands. */
export function personsOn({ db }: Engine): Persons {
  return {
    async ofPerson(query) {
      const [column, value] =
        'subjectId' in query ? (['subject_id', query.subjectId] as const) : (['order_mark', query.orderMark] as const)
      const rows = await db
        .selectFrom('responses')
        .selectAll()
        .where('project', '=', query.project)
        .where(column, '=', value)
        .where('erased', '=', 0)
        .orderBy('received_at')
        .orderBy('id')
        .execute()
      return withWords(db, rows)
    },
    async beside(project, ids) {
      if (ids.length === 0) return { conflicts: [], letters: [], attachments: [], deliveries: [] }
      const of = { project, ids }
      return {
        conflicts: (await conflictsOf(db, of)).map(conflictOf),
        letters: (await lettersOf(db, of)).map(letterOf),
        attachments: await filesOf(db, of),
        deliveries: (await deliveriesOf(db, of)).map(outboxRowOf),
      }
    },
    async mentions(project, text) {
      // `like` would take upper case for lower case on one of the two engines.
      const has = sql<boolean>`replace(body, ${text}, '') <> body`
      const letters = await db
        .selectFrom('dead_letters')
        .selectAll()
        .where('project', '=', project)
        .where(has)
        .execute()
      const conflicts = await db.selectFrom('conflicts').selectAll().where('project', '=', project).where(has).execute()
      const outbox = await db.selectFrom('outbox').selectAll().where('project', '=', project).where(has).execute()
      return {
        letters: letters.map(letterOf),
        conflicts: conflicts.map(conflictOf),
        deliveries: outbox.map(outboxRowOf),
      }
    },
    async noteErasure({ id, project, at, by, counts, told }) {
      const values = { id, project, at, by_what: by, counts: JSON.stringify(counts), told: JSON.stringify(told) }
      await db.insertInto('erasures').values(values).execute()
    },
    async erasures({ projects, limit }) {
      const query = db.selectFrom('erasures').selectAll().where(inProjects(projects))
      const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(({ by_what, counts, told, ...row }): ErasureReceipt => {
        // A receipt of before the spool was looked through does not say these.
        const all = { spooled: 0, unopened: 0, ...(JSON.parse(counts) as Counts) }
        return { ...row, by: by_what, counts: all, told: JSON.parse(told) as string[] }
      })
    },
  }
}

interface Of {
  readonly project: string
  readonly ids: readonly string[]
}

const conflictsOf = (db: Kysely<Tables>, { project, ids }: Of) =>
  db.selectFrom('conflicts').selectAll().where('project', '=', project).where('id', 'in', ids).execute()

const lettersOf = (db: Kysely<Tables>, { project, ids }: Of) =>
  db
    .selectFrom('dead_letters')
    .selectAll()
    .where('project', '=', project)
    .where('hash', 'in', (e) =>
      e
        .selectFrom('dead_letter_ids')
        .select('dead_letter_ids.hash')
        .where('response_id', 'in', ids)
        .where('dead_letter_ids.project', '=', project),
    )
    .execute()

async function filesOf(db: Kysely<Tables>, { project, ids }: Of) {
  const rows = await db
    .selectFrom('attachments')
    .select(FACTS)
    .where('project', '=', project)
    .where('response_id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(factsOf)
}

const deliveriesOf = (db: Kysely<Tables>, { project, ids }: Of) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('project', '=', project)
    .where(sql<string>`substr(id, 1, 36)`, 'in', ids)
    .execute()

/** Of any version. */
type Counts = ErasedCounts & Partial<PersonCounts>

const conflictOf = ({ received_at, ...row }: Selectable<Tables['conflicts']>): Conflict => ({
  ...row,
  receivedAt: received_at,
})
