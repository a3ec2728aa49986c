import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PutItem, Store, Verified } from '../../src/store/ports.ts'
import { openStore } from '../../src/store/store.ts'
import { idOf, putItem, response } from '../support/items.ts'

const folder = mkdtempSync(join(tmpdir(), 'frankly-chain-'))
let server: PostgresServer
const closing: (() => unknown)[] = []
beforeAll(async () => {
  server = await startPostgres()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

/** A store, another one on the same data, and a way around both: what somebody with the database can do. */
interface Opened {
  readonly store: Store
  readonly other: Store
  sql(text: string): Promise<void>
}

let files = 0
const engines: Readonly<Record<string, () => Promise<Opened>>> = {
  async SQLite() {
    const path = join(folder, `${++files}.sqlite`)
    const store = await openStore({ url: `sqlite:${path}`, now: 1 })
    const other = await openStore({ url: `sqlite:${path}`, now: 1, beside: true })
    closing.push(
      () => store.close(),
      () => other.close(),
    )
    return {
      store,
      other,
      async sql(text) {
        const database = new DatabaseSync(path)
        database.exec(text)
        database.close()
      },
    }
  },
  async PostgreSQL() {
    const url = await server.database()
    const store = await openStore({ url, now: 1 })
    const other = await openStore({ url, now: 1 })
    closing.push(
      () => store.close(),
      () => other.close(),
    )
    return {
      store,
      other,
      async sql(text) {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        await client.query(text).finally(() => client.end())
      },
    }
  },
}

const said = (n: number, text: string, over: Partial<PutItem> = {}) =>
  putItem(response(n, { answers: { best: { kind: 'text', text } } }), over)
const verify = (store: Store, root?: Verified['heads']) => store.verify({ limit: 20, ...(root ? { root } : {}) })
const kinds = async (found: Promise<Verified>) => [...new Set((await found).faults.map(({ kind }) => kind))].sort()

describe.each(Object.keys(engines))('the chain on %s', (name) => {
  /** Eight responses in six transactions, one of them erased, and an action. */
  async function filled(): Promise<Opened> {
    const opened = await engines[name]!()
    const { store } = opened
    for (const n of [1, 2, 3]) await store.put([said(n, 'good')])
    await store.put([4, 5, 6].map((n) => said(n, 'bad', { lane: 'urgent' })))
    await store.put([putItem(response(1, { revision: 2 }))])
    await store.put([said(7, 'held', { quarantine: 'too_fast' }), said(8, 'other', { project: 'pk_other' })])
    await store.audit.note({ at: 5, project: 'pk_demo', by: 'anna', action: 'answer.release', about: { id: idOf(7) } })
    await store.erase({ project: 'pk_demo', ids: [idOf(2), idOf(99)], at: 9, tell: () => [] })
    return opened
  }

  it('[VF1] what was put, replaced, kept beside, taken back, released and erased is as it was written', async () => {
    const { store } = await filled()
    await store.release({ project: 'pk_demo', id: idOf(7), revision: 1, surveyId: 'purchase', outbox: [] }, 12)
    const of = (writer: string, revision: number, text: string, status: 'completed' | 'partial' = 'completed') => {
      const answers = {
        [writer]: { kind: 'text', text },
        mail: { kind: 'contact', channel: 'email', address: 'a@b.c' },
      } as const
      return putItem(response(20, { writer, revision, status, answers }))
    }
    await store.put([of('page-a', 1, 'first')])
    await store.put([of('page-b', 2, 'second')])
    await store.put([of('page-c', 3, 'third', 'partial')])
    await store.put([{ ...of('page-b', 4, 'fourth'), takenBack: ['mail'] }])
    await store.put([said(3, 'good'), said(3, 'another')])
    const { faults, responses, links, heads } = await verify(store)
    expect(faults).toEqual([])
    expect(responses).toBe(10)
    expect(links).toBe(heads.reduce((sum, { seq }) => sum + seq, 0))
    expect(await kinds(verify(store, heads))).toEqual([])
  })

  it('[F18] [VF2] an edited response is found, whichever of its columns', async () => {
    for (const change of [
      `body = replace(body, 'bad', 'fine')`,
      'lane = 1',
      `quarantine = 'too_fast'`,
      `subject_id = 'c-1'`,
      'received_at = 1',
      'test = 1',
      'salt = null',
    ]) {
      const { store, sql } = await filled()
      await sql(`update responses set ${change} where id = '${idOf(5)}'`)
      const { faults } = await verify(store)
      expect(faults, change).toEqual([
        {
          kind: 'edited',
          project: 'pk_demo',
          where: `response ${idOf(5)}`,
          detail: expect.stringContaining('revision 1'),
        },
      ])
    }
  })

  it('[VF2] words of others beside a response are part of it', async () => {
    const { store, sql } = await filled()
    const of = (writer: string, revision: number) =>
      putItem(response(20, { writer, revision, answers: { [writer]: { kind: 'text', text: writer } } }))
    await store.put([of('page-a', 1)])
    await store.put([of('page-b', 2)])
    await sql('delete from kept_words')
    expect(await kinds(verify(store))).toEqual(['edited'])
  })

  it('[F18] [VF3] a deleted response is found, as a row or as a false tombstone', async () => {
    const { store, sql } = await filled()
    await sql(`delete from responses where id = '${idOf(4)}'`)
    await sql(`update responses set erased = 1, body = '', survey_version = 1 where id = '${idOf(5)}'`)
    const { faults } = await verify(store)
    expect(faults.map(({ kind, where }) => `${kind} ${where}`).sort()).toEqual([
      `deleted response ${idOf(4)}`,
      `deleted response ${idOf(5)}`,
    ])
  })

  it('[F18] [VF4] an inserted response is found, one that was erased included', async () => {
    const { store, sql } = await filled()
    const columns =
      'project, revision, writer, survey_id, survey_version, status, lane, complaint, test, erased, kept, occurred_at, first_received_at, received_at, body, salt'
    await sql(
      `insert into responses (id, ${columns}) select '${idOf(50)}', ${columns} from responses where id = '${idOf(5)}'`,
    )
    await sql(`update responses set erased = 0, revision = 1, body = '{}' where id = '${idOf(2)}'`)
    expect((await verify(store)).faults.map(({ kind, where }) => `${kind} ${where}`).sort()).toEqual([
      `inserted response ${idOf(2)}`,
      `inserted response ${idOf(50)}`,
    ])
  })

  it('[F18] [VF5] links that were edited, deleted, inserted or reordered are found', async () => {
    const own = "project = 'pk_demo' and strand = 0"
    const link = (seq: number, as: number) =>
      `insert into chain_links (project, strand, seq, at, kind, prev, hash, body)
        select project, strand, ${as}, at, kind, prev, hash, body from chain_links where ${own} and seq = ${seq}`
    const manipulations: readonly (readonly [kind: string, sql: string])[] = [
      ['edited', `update chain_links set body = replace(body, 'anna', 'boris') where kind = 'action'`],
      ['deleted', `delete from chain_links where ${own} and seq = 3`],
      [
        'inserted',
        `update chain_links set seq = seq + 1000 where ${own} and seq > 3;
        update chain_links set seq = seq - 999 where ${own} and seq > 1000; ${link(3, 4)}`,
      ],
      [
        'reordered',
        `update chain_links set seq = 1000 where ${own} and seq = 3;
        update chain_links set seq = 3 where ${own} and seq = 4; update chain_links set seq = 4 where ${own} and seq = 1000`,
      ],
    ]
    for (const [kind, text] of manipulations) {
      const { store, sql } = await filled()
      await sql(text)
      expect(await kinds(verify(store)), kind).toContain(kind)
    }
  })

  it('[F18] [VF6] what was cut off is found by what is noted of the end, and by a root that is kept elsewhere', async () => {
    const { store, sql } = await filled()
    const root = (await verify(store)).heads
    const [{ seq = 0 } = {}] = root.filter((head) => head.project === 'pk_demo')
    await sql(`delete from chain_links where project = 'pk_demo' and seq = ${seq}`)
    expect(await kinds(verify(store))).toContain('cut-off')
    // A careful hand makes a chain that agrees with itself; then only the root tells.
    await sql(`delete from responses where id = '${idOf(2)}'; delete from chain_links where project = 'pk_other';
      delete from chain_heads where project = 'pk_other'; delete from responses where project = 'pk_other';
      delete from chain_links where project = 'pk_demo' and seq = ${seq - 1};
      update chain_heads set seq = ${seq - 2}, hash =
        (select hash from chain_links where project = 'pk_demo' and strand = 0 and seq = ${seq - 2}) where project = 'pk_demo'`)
    await sql(`delete from responses where id in ('${idOf(2)}')`)
    expect((await verify(store, root)).faults).toContainEqual({
      kind: 'cut-off',
      project: 'pk_demo',
      where: 'strand 0',
      detail: `ends at link ${seq - 2}, the root names link ${seq}`,
    })
    expect((await verify(store, root)).faults).toContainEqual(
      expect.objectContaining({ project: 'pk_other', kind: 'cut-off' }),
    )
  })

  it('[VF7] erasing takes the salt: nothing of what was said can be tried out, and the chain still holds', async () => {
    const { store, other } = await filled()
    await store.erase({ project: 'pk_demo', ids: [idOf(4), idOf(1)], at: 10, tell: () => [] })
    expect((await verify(store)).faults).toEqual([])
    // A tombstone ends with time; the chain remembers that it was one.
    await other.tidy({
      now: 1e15,
      ages: { deadLetters: 1, conflicts: 1, tombstones: 1, unseenTombstones: 1, waitingFiles: 1 },
      conflicts: 1,
      unseen: 1,
    })
    const { faults, responses } = await verify(store)
    expect(faults).toEqual([])
    expect(responses).toBe(5)
  })

  it('[VF8] many writers at once, of several collectors, leave one whole chain; a damaged end holds up nobody', async () => {
    const { store, other, sql } = await filled()
    const batches = Array.from({ length: 40 }, (_, n) => [said(100 + 2 * n, 'a'), said(101 + 2 * n, 'b')])
    const put = (batch: readonly PutItem[], n: number) => (n % 2 === 0 ? store : other).put(batch)
    // Two connections of one process cannot wait for each other in SQLite.
    if (name === 'SQLite') for (const [n, batch] of batches.entries()) await put(batch, n)
    else await Promise.all(batches.map(put))
    expect((await verify(store)).faults).toEqual([])
    expect((await verify(other)).responses).toBe(89)
    await sql('delete from chain_heads')
    await store.put([said(200, 'after')])
    await other.put([said(201, 'after')])
    const { faults } = await verify(store)
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['cut-off']))
    expect(await store.response('pk_demo', idOf(200))).toBeDefined()
  })

  it('[VF9] actions are read newest first, page by page', async () => {
    const { store } = await filled()
    for (const n of [1, 2, 3]) await store.audit.note({ at: 20, project: '', by: 'cli', action: `step.${n}` })
    const first = await store.audit.read({ limit: 2 })
    const rest = await store.audit.read({ limit: 10, before: first.at(-1)!.place })
    expect([...first, ...rest].map(({ action }) => action)).toEqual(['step.3', 'step.2', 'step.1', 'answer.release'])
    expect(await store.audit.read({ limit: 5, projects: ['pk_demo'] })).toEqual([
      expect.objectContaining({ at: 5, by: 'anna', action: 'answer.release', about: { id: idOf(7) } }),
    ])
  })
})
