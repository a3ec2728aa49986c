import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import { repoPath, startNode } from '@frankly/testing/process'
import { type NatsCluster, type Service, startNats, startNatsCluster } from '@frankly/testing/services'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readOptions } from '../../src/options/read-options.ts'
import { readSpool } from '../../src/options/read-spool.ts'
import { Reader } from '../../src/options/reader.ts'
import { createSeal } from '../../src/spool/seal.ts'
import { openSpool, type SpoolDeps } from '../../src/spool/spool.ts'
import { openStore } from '../../src/store/store.ts'
import { putItem, response } from '../support/items.ts'
import { resolvedSpool } from '../support/spool.ts'
import { asStaff, STAFF_TOKEN, survey } from '../support/start.ts'

const MAIN = repoPath('packages/collector/src/main.ts')
const READY = /^frankly collector listening on (http:\/\/\S+)$/

const folder = mkdtempSync(join(tmpdir(), 'frankly-spool-'))
const running: { kill(): Promise<void> }[] = []
let server: PostgresServer
let cluster: NatsCluster

beforeAll(async () => {
  ;[server, cluster] = await Promise.all([startPostgres(), startNatsCluster()])
})
afterEach(async () => {
  for (const each of running.splice(0)) await each.kill()
})
afterAll(async () => {
  await Promise.all([server?.stop(), cluster?.stop()])
  rmSync(folder, { recursive: true, force: true })
})

let files = 0

/** A real collector behind the cluster. */
async function serve(store: string, spool: object) {
  const config = join(folder, `${++files}.json`)
  const projects = { pk_demo: { shop: 'Shop', origins: ['loopback'], surveys: [survey] } }
  const limits = { projectPerSecond: 100_000 }
  writeFileSync(config, JSON.stringify({ store, spool: { servers: cluster.urls, ...spool }, projects, limits }))
  const started = await startNode(MAIN, ['serve', '--port', '0', '--config', config, '--data', folder], READY, {
    env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN },
  })
  running.push(started)
  return started
}

interface Result {
  readonly id: string
  readonly status: string
  readonly spooled?: true
}

async function post(url: string, numbers: readonly number[]): Promise<readonly Result[]> {
  const body = JSON.stringify({ sentAt: Date.now(), items: numbers.map((n) => response(n)) })
  const reply = await fetch(`${url}/v1/projects/pk_demo/responses`, { method: 'POST', body })
  if (reply.status !== 200) {
    expect([reply.status, reply.headers.has('retry-after')]).toEqual([503, true])
    return []
  }
  return ((await reply.json()) as { results: Result[] }).results
}

/** Customers who send again until they are told that it is stored, as the client does. */
function customers(url: string) {
  const told = new Map<string, Result>()
  let next = 0
  let stopped = false
  const one = async () => {
    while (!stopped) {
      const mine = Array.from({ length: 10 }, () => next++)
      for (;;) {
        // A twentieth is sent twice, as after a lost reply.
        const results = await post(url, mine).catch(() => [])
        if (mine[0]! % 20 === 0) await post(url, mine).catch(() => [])
        for (const result of results)
          if (result.status === 'stored' || result.status === 'duplicate') told.set(result.id, result)
        if (results.length > 0 && results.every(({ status }) => status !== 'retry')) break
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
  const all = Promise.all([one(), one(), one(), one()])
  return {
    told,
    /** Resolves when so many more were told. */
    async more(count: number) {
      const from = told.size
      await expect.poll(() => told.size - from, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(count)
    },
    async stop() {
      stopped = true
      await all
    },
  }
}

async function leaderOf(stream: string): Promise<string> {
  const nats = await connect({ servers: [...cluster.urls] })
  const manager = await jetstreamManager(nats, { timeout: 10_000 })
  const info = await manager.streams.info(stream)
  await nats.close()
  return info.cluster?.leader ?? ''
}

async function rowsIn(url: string): Promise<{ readonly ids: ReadonlySet<string>; readonly rows: number }> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from responses')
  await client.end()
  return { ids: new Set(rows.map(({ id }) => id)), rows: rows.length }
}

const waiting = async (url: string) => {
  const text = await (await fetch(`${url}/metrics`, { headers: asStaff })).text()
  return Number(/^frankly_spool_waiting (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

describe('three nodes of NATS before two collectors on one PostgreSQL', { timeout: 240_000 }, () => {
  it('[F6] [SP1] [SP2] follower, leader and all three killed: lost 0, doubled 0; no word of an answer in the files of the spool', async () => {
    const store = await server.database()
    const front = await serve(store, { writes: false })
    const shop = customers(front.match)
    await shop.more(200)
    const leader = await leaderOf('FRANKLY')
    const follower = cluster.nodes.find(({ name }) => name !== leader)!
    await follower.kill()
    await shop.more(100)
    await follower.start()
    const first = cluster.nodes.find(({ name }) => name === leader)!
    await first.kill()
    await shop.more(100)
    await first.start()
    await shop.more(100)
    await Promise.all(cluster.nodes.map((node) => node.kill()))
    await Promise.all(cluster.nodes.map((node) => node.start()))
    await shop.more(100)
    // Nothing was written yet: all that was told lies in the spool, sealed.
    expect([...shop.told.values()].every(({ spooled }) => spooled)).toBe(true)
    expect((await rowsIn(store)).rows).toBe(0)
    const bytes = readdirSync(cluster.folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    expect(bytes.some((text) => text.includes('Frankly-Key'))).toBe(true)
    expect(bytes.some((text) => text.includes('Anna helped me') || text.includes('A-1'))).toBe(false)

    const writer = await serve(store, {})
    await shop.more(100)
    await shop.stop()
    await expect.poll(() => waiting(writer.match), { timeout: 60_000, interval: 200 }).toBe(0)
    const { ids, rows } = await rowsIn(store)
    expect([...shop.told.keys()].filter((id) => !ids.has(id))).toEqual([])
    expect(rows).toBe(ids.size)
    expect([front.output(), writer.output()].join('\n')).not.toContain('spool_unopened')
  })
})

describe('a spool before an SQLite store', () => {
  let nats: Service
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats?.stop())

  const opened = async (more: Partial<SpoolDeps> = {}, options: object = {}) => {
    const store = await openStore({ url: `sqlite:${join(folder, `${++files}.sqlite`)}`, now: 1 })
    const errors: string[] = []
    const deps: SpoolDeps = {
      store,
      clock: { now: () => Date.now() },
      metrics: { add() {} },
      onStored() {},
      onError: (error) => errors.push(String(error)),
      onUnwritable: async () => {},
      ...more,
    }
    const stream = `S${files}`
    const open = (how: object = {}) =>
      openSpool(resolvedSpool([`nats://127.0.0.1:${nats.port}`], { stream, ...options, ...how }), deps)
    return { store, errors, open }
  }
  const ofWriter = (writer: string, revision: number) => {
    const answers = { best: { kind: 'text', text: `said by ${writer}` } } as const
    return putItem(response(1, { revision, writer, answers }))
  }

  it('[SP3] what was called no more than spooled and is not the state is kept beside it; who waited is told, and sends it again', async () => {
    const { store, open } = await opened()
    const patient = await open()
    expect(await patient.store.put([ofWriter('w2', 2)])).toEqual([
      { status: 'stored', has: { revision: 2, writer: 'w2' } },
    ])
    expect(await patient.store.put([ofWriter('w1', 1)])).toEqual([
      { status: 'stale', has: { revision: 2, writer: 'w2' } },
    ])
    expect(await store.conflicts(9)).toEqual([])
    await patient.close()
    const front = await open({ writes: false })
    expect(await front.store.put([ofWriter('w1', 1)])).toEqual([{ status: 'stored', spooled: true }])
    await front.close()
    const writer = await open()
    await expect.poll(async () => (await store.conflicts(9)).map(({ body }) => body)).toEqual([ofWriter('w1', 1).body])
    await writer.close()
    await store.close()
  })

  it('[SP5] an erased id stays erased though it still lay in the spool; keys that nothing needs are forgotten', async () => {
    const { store, open } = await opened()
    const front = await open({ writes: false })
    await front.store.put([ofWriter('w1', 1)])
    await store.erase({ project: 'pk_demo', ids: [ofWriter('w1', 1).id], at: 5, tell: () => [] })
    const writer = await open()
    await expect.poll(async () => (await writer.waiting()).messages).toBe(0)
    expect([await store.responses({ limit: 9 }), await store.conflicts(9), await store.deadLetters(9)]).toEqual([
      [],
      [],
      [],
    ])
    await writer.close()
    await front.close()
    const seal = createSeal(store.spoolKeys, { now: () => 1000 })
    const sealed = await seal.seal('words')
    const later = (ms: number) => createSeal(store.spoolKeys, { now: () => ms })
    const hour = 3_600_000
    // One that waits keeps its key; so does a key that seals still.
    await later(30 * hour).forget(1000)
    await later(20 * hour).forget(undefined)
    expect(await later(1).open(sealed)).toBe('words')
    await seal.close()
    await later(hour).forget(undefined)
    await expect(later(1).open(sealed)).rejects.toThrow('has no key')
    await store.close()
  })

  it('[SP1] a stream that could lose answers is refused; a full spool takes nothing and loses nothing', async () => {
    const { open, store, errors } = await opened({}, { maxBytes: 1_000_000, writes: false })
    const connection = await connect({ servers: `nats://127.0.0.1:${nats.port}` })
    const manager = await jetstreamManager(connection)
    await manager.streams.add({ name: 'loose', subjects: ['loose'], storage: 'memory', max_age: 1_000_000_000 })
    await connection.close()
    await expect(open({ stream: 'loose' })).rejects.toThrow(
      /stream loose could lose answers: it is kept in memory; its retention is limits, not workqueue; it discards old messages/,
    )
    const spool = await open()
    const long = (n: number) => putItem(response(n, { answers: { best: { kind: 'text', text: 'x'.repeat(90_000) } } }))
    let taken = 0
    const fill = async () => {
      for (; taken < 40; taken++) await spool.store.put([long(taken)])
    }
    await expect(fill()).rejects.toThrow('the spool is full')
    expect((await spool.waiting()).messages).toBe(taken)
    await spool.close()
    const writer = await open({ writes: true })
    await expect.poll(async () => (await store.responses({ limit: 99 })).length, { timeout: 10_000 }).toBe(taken)
    await writer.close()
    await store.close()
    expect(errors).toEqual([])
  })

  it('the configurations of the guide are sound', () => {
    const guide = readFileSync(repoPath('docs/guides/scale.md'), 'utf8')
    const blocks = [...guide.matchAll(/```json[^\n]*\n(.*?)```/gs)].map(([, text]) => JSON.parse(text!))
    expect(blocks.length).toBeGreaterThan(1)
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey] } }
    for (const block of blocks)
      expect(readOptions({ projects, ...block }, { dataDir: '/tmp', baseDir: '/tmp', env: {} }).faults).toEqual([])
  })

  it('[I21] every fault of the setting is told at once', () => {
    const read = new Reader({}, '/')
    readSpool(read, { servers: ['http://x'], stream: 'a b', replicas: 9, user: 'u', speed: 1 })
    expect(read.faults.map(({ path }) => path)).toEqual([
      'spool.speed',
      'spool.servers[0]',
      'spool.stream',
      'spool.user',
      'spool.replicas',
    ])
  })
})
