import { type Selectable, sql, type Transaction } from 'kysely'
import { inProjects } from './in-projects.ts'
import type { DeadLetter, LetterQuota, Store } from './ports.ts'
import type { Engine, Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

type Letters = Pick<Store, 'keepDeadLetters' | 'deadLetters'>

/** How long a count of the rows is used before it is read again, ms: other collectors write too. */
const COUNT_AGE = 10_000
/** Ids noted of one letter: more than a post may have items. */
const MOST_IDS = 100

interface Room {
  rows: number
  bytes: number
  readonly at: number
}

/** Refused items and posts: each project and class has a quota; what is full takes nothing new and loses nothing. */
export function deadLettersOn(engine: Engine): Letters {
  const { db } = engine
  const rooms = new Map<string, Room>()

  const roomOf = async (project: string, kind: string): Promise<Room> => {
    const name = `${project}\n${kind}`
    const known = rooms.get(name)
    const now = performance.now()
    if (known && now - known.at < COUNT_AGE) return known
    const row = await db
      .selectFrom('dead_letters')
      .select((e) => [e.fn.countAll<number>().as('rows'), sql<number>`coalesce(sum(length(body)), 0)`.as('bytes')])
      .where('project', '=', project)
      .where('class', '=', kind)
      .executeTakeFirstOrThrow()
    const room = { rows: Number(row.rows), bytes: Number(row.bytes), at: now }
    rooms.set(name, room)
    return room
  }

  return {
    async keepDeadLetters(letters, quotas) {
      const kept: boolean[] = []
      for (const letter of letters) {
        const room = await roomOf(letter.project, letter.class)
        const fits = hasRoom(room, letter, quotas[letter.class]) || (await isThere(engine, letter))
        if (fits && (await keep(engine, letter))) {
          room.rows += 1
          room.bytes += letter.body.length
        }
        kept.push(fits)
      }
      return kept
    },
    async deadLetters(limit, projects) {
      const found = db.selectFrom('dead_letters').selectAll().where(inProjects(projects))
      const rows = await found.orderBy('received_at', 'desc').limit(limit).execute()
      return rows.map(letterOf)
    },
  }
}

/** Writes a letter, or counts the one that is there. Whether it is new: what names an erased response is not kept. */
function keep(engine: Engine, letter: DeadLetter): Promise<boolean> {
  return inTransaction(engine, async (trx) => {
    const { project, hash, reason, body, receivedAt, ids = [], class: kind } = letter
    const named = [...new Set(ids)].slice(0, MOST_IDS)
    if (await isErased(trx, project, named)) return false
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('dead_letters')
      .values({ project, hash, reason, body, class: kind, received_at: receivedAt, count: 1 })
      .onConflict((c) => c.columns(['project', 'hash']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) {
      await trx
        .updateTable('dead_letters')
        .set((e) => ({ count: e('count', '+', 1) }))
        .where('project', '=', project)
        .where('hash', '=', hash)
        .execute()
      return false
    }
    if (named.length > 0) {
      await trx
        .insertInto('dead_letter_ids')
        .values(named.map((id) => ({ response_id: id, project, hash })))
        .onConflict((c) => c.doNothing())
        .execute()
    }
    return true
  })
}

async function isThere({ db }: Engine, { project, hash }: DeadLetter): Promise<boolean> {
  const row = await db
    .selectFrom('dead_letters')
    .select('hash')
    .where('project', '=', project)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether one of these was erased: what comes under its id later is not kept. */
async function isErased(trx: Transaction<Tables>, project: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false
  const row = await trx
    .selectFrom('responses')
    .select('id')
    .where('project', '=', project)
    .where('id', 'in', ids)
    .where('erased', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const hasRoom = (room: Room, { body }: DeadLetter, quota: LetterQuota): boolean =>
  room.rows < quota.rows && room.bytes + body.length <= quota.bytes

/** A dead letter as it is read. */
export const letterOf = ({ received_at, class: kind, ...row }: Selectable<Tables['dead_letters']>): DeadLetter => ({
  ...row,
  class: kind as DeadLetter['class'],
  receivedAt: received_at,
})
