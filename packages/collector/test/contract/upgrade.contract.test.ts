import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openPostgres } from '../../src/store/driver-postgres.ts'
import { openSqlite } from '../../src/store/driver-sqlite.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import type { Engine } from '../../src/store/schema.ts'
import { openStore } from '../../src/store/store.ts'
import { useEngines } from '../support/engines.ts'
import { idOf, putItem, response, statusesOf } from '../support/items.ts'

const { folder, server } = useEngines('upgrade')

const project = 'pk_demo'
const complaint = response(1, { complaint: { severity: 'high' } })
const plain = response(2, { revision: 3, subject: { id: 'anna' } })
const erased = idOf(3)

/** Columns that a step brought, as the program of then filled them. */
const SINCE: Readonly<Record<number, { readonly complaint?: object; readonly plain?: object }>> = {
  3: { plain: { order_mark: 'm' } },
  7: { plain: { subject_proof: 'verified' } },
  8: { complaint: { complaint: 1 } },
  9: { plain: { writer: 'w1' } },
}

/** Rows as the program of that step wrote them: by hand, since it is gone. */
async function fill(engine: Engine, step: number): Promise<void> {
  const since = Object.entries(SINCE).filter(([id]) => Number(id) <= step)
  const extra = (of: 'complaint' | 'plain') => Object.assign({}, ...since.map(([, columns]) => columns[of]))
  const shared = {
    project,
    survey_id: 'purchase',
    survey_version: 1,
    status: 'completed',
    test: 0,
    quarantine: null,
    occurred_at: 5,
  }
  const times = { first_received_at: 5, received_at: 6 }
  const rows = [
    {
      ...shared,
      ...times,
      id: complaint.id,
      revision: 1,
      lane: 0,
      subject_id: null,
      erased: 0,
      body: JSON.stringify(complaint),
      ...extra('complaint'),
    },
    {
      ...shared,
      ...times,
      id: plain.id,
      revision: 3,
      lane: 1,
      subject_id: 'anna',
      erased: 0,
      body: JSON.stringify(plain),
      ...extra('plain'),
    },
    { ...shared, ...times, id: erased, revision: 2_147_483_647, lane: 1, subject_id: null, erased: 1, body: '' },
  ]
  const delivery = {
    id: `${complaint.id}.1`,
    type: 'response.completed',
    project,
    occurredAt: 5,
    lane: 'urgent',
    attempt: 1,
    data: { response: complaint },
  }
  for (const row of rows) await insert(engine, 'responses', row)
  await insert(engine, 'receipts', { code: 'K7M42QXD9', project, response_id: complaint.id })
  await insert(engine, 'conflicts', {
    project,
    id: plain.id,
    revision: 3,
    hash: 'h',
    received_at: 6,
    body: '{"other":1}',
  })
  await insert(engine, 'dead_letters', { project, hash: 'd', reason: 'item_invalid', received_at: 6, body: '{}' })
  await insert(engine, 'attachments', {
    project,
    id: idOf(9),
    response_id: complaint.id,
    name: 'a.jpg',
    type: 'image/jpeg',
    hash: 'x',
    received_at: 6,
    bytes: Buffer.from('jpeg'),
  })
  await insert(engine, 'outbox', {
    project,
    id: delivery.id,
    destination: 'crm',
    lane: 0,
    state: 'waiting',
    attempts: 2,
    next_at: 7,
    created_at: 6,
    detail: 'HTTP 500',
    body: JSON.stringify(delivery),
  })
}

async function insert({ db }: Engine, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(db)
}

/** A store of that step, brought up to date; what is in it reads right, and it goes on. */
async function upgrade(url: string, engine: Engine, step: number): Promise<void> {
  await migrate(
    engine,
    1,
    migrations.filter(({ id }) => id <= step),
  )
  await fill(engine, step)
  await engine.close()
  const store = await openStore({ url, now: 2 })
  try {
    // Rows that were written by hand are in no chain: those of before were taken into it.
    if (step < 16) expect((await store.verify({ limit: 9 })).faults).toEqual([])
    const read = await store.responses({ project, limit: 9 })
    expect(read.map(({ id, revision, lane, body }) => [id, revision, lane, body])).toEqual([
      [complaint.id, 1, 'urgent', JSON.stringify(complaint)],
      [plain.id, 3, 'normal', JSON.stringify(plain)],
    ])
    expect((await store.responses({ project, list: 'complaints', limit: 9 })).map(({ id }) => id)).toEqual([
      complaint.id,
    ])
    expect((await store.byReceipt('K7M42QXD9')).map(({ id }) => id)).toEqual([complaint.id])
    expect((await store.conflicts(9)).map(({ body }) => body)).toEqual(['{"other":1}'])
    expect((await store.deadLetters(9)).map(({ reason }) => reason)).toEqual(['item_invalid'])
    expect(Buffer.from((await store.attachment(project, idOf(9)))!.bytes).toString()).toBe('jpeg')
    const [row] = await store.outbox.claim({ project, destination: 'crm', now: 10, leaseMs: 5, limit: 9 })
    expect([row?.attempts, row?.detail, row?.delivery.data]).toEqual([3, 'HTTP 500', { response: complaint }])
    const writer = step >= 9 ? { writer: 'w1' } : {}
    const again = [
      putItem(complaint),
      putItem({ ...plain, ...writer, revision: 4 }),
      putItem(response(3)),
      putItem(response(4)),
    ]
    expect(await statusesOf(store.put(again))).toEqual(['duplicate', 'stored', 'stale', 'stored'])
    expect(await store.erase({ project, ids: [complaint.id], at: 20, tell: () => [] })).toMatchObject({ responses: 1 })
    expect([await store.byReceipt('K7M42QXD9'), await store.attachment(project, idOf(9))]).toEqual([[], undefined])
    expect((await store.responses({ project, limit: 9 })).map(({ id }) => id)).toEqual([plain.id, idOf(4)].sort())
  } finally {
    await store.close()
  }
}

describe('[I17] a store of each earlier migration opens and reads right', () => {
  for (const { id, name } of migrations) {
    it(`${id} ${name}, SQLite`, async () => {
      const path = join(folder, `${id}.sqlite`)
      await upgrade(`sqlite:${path}`, openSqlite(path), id)
    })
    it(`${id} ${name}, PostgreSQL`, async () => {
      const url = await server().database()
      await upgrade(url, await openPostgres(url), id)
    })
  }
})
