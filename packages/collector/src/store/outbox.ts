import type { Delivery, ProjectKey } from '@frankly/core'
import type { ExpressionBuilder, Kysely, Selectable, Updateable } from 'kysely'
import { inProjects } from './in-projects.ts'
import { CROWD } from './outbox-rows.ts'
import type { Outbox, OutboxClaim, OutboxFilter, OutboxKey, OutboxRow, OutboxSummary } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

type Where = (e: ExpressionBuilder<Tables, 'outbox'>) => ReturnType<typeof e.and>

/** The outbox on the shared tables. */
export function outboxOn({ db }: Engine): Outbox {
  return {
    claim: (ask) => claim(db, ask),
    async ack(key) {
      await db.deleteFrom('outbox').where(isRow(key)).execute()
    },
    retry: (row, nextAt, detail) => change(db, row, { next_at: nextAt, detail }),
    later: (row, nextAt, detail) =>
      change(db, row, { next_at: nextAt, attempts: row.attempts - 1, ...(detail === undefined ? {} : { detail }) }),
    dead: (row, detail) => change(db, row, { state: 'dead', detail }),
    withDetail: (of, detail, limit) =>
      db
        .selectFrom('outbox')
        .select(['project', 'id', 'destination'])
        .where(isLike(of))
        .where('state', '=', 'waiting')
        .where('detail', '=', detail)
        .limit(limit)
        .execute(),
    async list({ state, limit, ...of }) {
      let query = db.selectFrom('outbox').selectAll().where(isLike(of))
      if (state) query = query.where('state', '=', state)
      const rows = await query.orderBy('lane').orderBy('created_at').limit(limit).execute()
      return rows.map(outboxRowOf)
    },
    async replay(keys, now) {
      let replayed = 0
      for (const key of keys) replayed += await replay(db, isRow(key), now)
      return replayed
    },
    replayAll: (of, now) => replay(db, isLike(of), now),
    summary: (projects) => summary(db, projects),
  }
}

const isRow =
  ({ project, id, destination }: OutboxKey): Where =>
  (e) =>
    e.and({ project, id, destination })

const isLike =
  ({ project, projects, destination, id }: OutboxFilter): Where =>
  (e) =>
    e.and([
      e.and({
        ...(project === undefined ? {} : { project }),
        ...(destination === undefined ? {} : { destination }),
        ...(id === undefined ? {} : { id }),
      }),
      inProjects(projects)(e),
    ])

/** Takes due rows. Each is a compare-and-set on `attempts`, so two workers never hold one row. */
async function claim(db: Kysely<Tables>, { now, leaseMs, limit, ...of }: OutboxClaim): Promise<readonly OutboxRow[]> {
  const due = await db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .where(isLike(of))
    .orderBy('lane')
    .orderBy('next_at')
    .limit(limit)
    .execute()
  const claimed: OutboxRow[] = []
  for (const row of due) {
    const { numUpdatedRows } = await db
      .updateTable('outbox')
      .set({ attempts: row.attempts + 1, next_at: now + leaseMs })
      .where(isRow(row))
      .where('state', '=', 'waiting')
      .where('attempts', '=', row.attempts)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) claimed.push(outboxRowOf({ ...row, attempts: row.attempts + 1, next_at: now + leaseMs }))
  }
  return claimed
}

/** Changes a row for whoever claimed it; nothing happens when another claim has taken it meanwhile. */
async function change(db: Kysely<Tables>, row: OutboxRow, set: Updateable<Tables['outbox']>): Promise<void> {
  await db
    .updateTable('outbox')
    .set(set)
    .where(isRow(row))
    .where('state', '=', 'waiting')
    .where('attempts', '=', row.attempts)
    .execute()
}

/** Puts dead rows back in the queue, attempts from 0. How many there were. */
async function replay(db: Kysely<Tables>, where: Where, now: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, next_at: now, created_at: now })
    .where(where)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

async function summary(
  db: Kysely<Tables>,
  projects: readonly ProjectKey[] | undefined,
): Promise<readonly OutboxSummary[]> {
  const groups = await db
    .selectFrom('outbox')
    .select((e) => ['project', 'destination', 'state', e.fn.countAll().as('rows'), e.fn.min('created_at').as('since')])
    .where(inProjects(projects))
    .groupBy(['project', 'destination', 'state'])
    .orderBy('project')
    .orderBy('destination')
    .execute()
  const found = new Map<string, OutboxSummary>()
  for (const { project, destination, state, rows, since } of groups) {
    const name = `${project} ${destination}`
    const before = found.get(name) ?? { project, destination, waiting: 0, dead: 0 }
    const now = state === 'dead' ? { dead: Number(rows) } : { waiting: Number(rows), waitingSince: Number(since) }
    found.set(name, { ...before, ...now })
  }
  return [...found.values()]
}

/** A row as it is read. */
export function outboxRowOf(row: Selectable<Tables['outbox']>): OutboxRow {
  return {
    project: row.project,
    id: row.id,
    destination: row.destination,
    lane: row.lane === 1 ? 'normal' : 'urgent',
    ...(row.lane === CROWD ? { crowd: true } : {}),
    state: row.state === 'dead' ? 'dead' : 'waiting',
    attempts: row.attempts,
    nextAt: row.next_at,
    createdAt: row.created_at,
    ...(row.detail === null ? {} : { detail: row.detail }),
    // The number of the attempt is the only part that changes between attempts.
    delivery: { ...(JSON.parse(row.body) as Delivery), attempt: Math.max(1, row.attempts) },
  }
}
