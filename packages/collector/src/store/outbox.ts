import type { Delivery } from '@frankly/core'
import type { ExpressionBuilder, Selectable } from 'kysely'
import { CROWD } from './outbox-rows.ts'
import type { Outbox, OutboxFilter, OutboxKey, OutboxRow, OutboxSummary } from './ports.ts'
import type { Engine, Tables } from './schema.ts'

/** The outbox on the shared tables. A claim is a compare-and-set on `attempts`, so two workers never hold one row. */
export function outboxOn(engine: Engine): Outbox {
  const { db } = engine
  const at = (key: OutboxKey) => (e: ExpressionBuilder<Tables, 'outbox'>) =>
    e.and({ project: key.project, id: key.id, destination: key.destination })
  const like =
    ({ project, destination, id }: OutboxFilter) =>
    (e: ExpressionBuilder<Tables, 'outbox'>) =>
      e.and({
        ...(project === undefined ? {} : { project }),
        ...(destination === undefined ? {} : { destination }),
        ...(id === undefined ? {} : { id }),
      })
  const again = (now: number) => ({ state: 'waiting', attempts: 0, next_at: now, created_at: now })
  return {
    async claim({ now, leaseMs, limit, ...of }) {
      const due = await db
        .selectFrom('outbox')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now)
        .where(like(of))
        .orderBy('lane')
        .orderBy('next_at')
        .limit(limit)
        .execute()
      const mine: OutboxRow[] = []
      for (const row of due) {
        const { numUpdatedRows } = await db
          .updateTable('outbox')
          .set({ attempts: row.attempts + 1, next_at: now + leaseMs })
          .where(at(row))
          .where('state', '=', 'waiting')
          .where('attempts', '=', row.attempts)
          .executeTakeFirst()
        if (numUpdatedRows === 1n) mine.push(rowOf({ ...row, attempts: row.attempts + 1, next_at: now + leaseMs }))
      }
      return mine
    },
    async ack(key) {
      await db.deleteFrom('outbox').where(at(key)).execute()
    },
    async retry(row, nextAt, detail) {
      await db
        .updateTable('outbox')
        .set({ next_at: nextAt, detail })
        .where(at(row))
        .where('state', '=', 'waiting')
        .where('attempts', '=', row.attempts)
        .execute()
    },
    async withDetail(of, detail, limit) {
      return db
        .selectFrom('outbox')
        .select(['project', 'id', 'destination'])
        .where(like(of))
        .where('state', '=', 'waiting')
        .where('detail', '=', detail)
        .limit(limit)
        .execute()
    },
    async later(row, nextAt, detail) {
      await db
        .updateTable('outbox')
        .set({ next_at: nextAt, attempts: row.attempts - 1, ...(detail === undefined ? {} : { detail }) })
        .where(at(row))
        .where('state', '=', 'waiting')
        .where('attempts', '=', row.attempts)
        .execute()
    },
    async dead(row, detail) {
      await db
        .updateTable('outbox')
        .set({ state: 'dead', detail })
        .where(at(row))
        .where('state', '=', 'waiting')
        .where('attempts', '=', row.attempts)
        .execute()
    },
    async list({ state, limit, ...of }) {
      let query = db.selectFrom('outbox').selectAll().where(like(of))
      if (state) query = query.where('state', '=', state)
      const rows = await query.orderBy('lane').orderBy('created_at').limit(limit).execute()
      return rows.map(rowOf)
    },
    async replay(keys, now) {
      let replayed = 0
      for (const key of keys) {
        const { numUpdatedRows } = await db
          .updateTable('outbox')
          .set(again(now))
          .where(at(key))
          .where('state', '=', 'dead')
          .executeTakeFirst()
        replayed += Number(numUpdatedRows)
      }
      return replayed
    },
    async replayAll(of, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set(again(now))
        .where(like(of))
        .where('state', '=', 'dead')
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
    async summary() {
      const groups = await db
        .selectFrom('outbox')
        .select((e) => [
          'project',
          'destination',
          'state',
          e.fn.countAll().as('rows'),
          e.fn.min('created_at').as('since'),
        ])
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
    },
  }
}

function rowOf(row: Selectable<Tables['outbox']>): OutboxRow {
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
