import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repoPath, startNode } from '@frankly/testing/process'
import { type Service, startNats } from '@frankly/testing/services'
import { connect } from '@nats-io/transport-node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { erasePerson, type Person } from '../../src/privacy/person.ts'
import { SpoolAway } from '../../src/spool/look-through.ts'
import { openSpool, type Spool, type SpoolDeps } from '../../src/spool/spool.ts'
import type { PutItem, Store } from '../../src/store/ports.ts'
import { openStore } from '../../src/store/store.ts'
import { bytesOf } from '../support/attack.ts'
import { useCli } from '../support/cli.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { resolvedSpool } from '../support/spool.ts'
import { asStaff, collectorWith, STAFF_TOKEN, survey } from '../support/start.ts'

const MAIN = repoPath('packages/collector/src/main.ts')
const READY = /^frankly collector listening on (http:\/\/\S+)$/
/** Stands nowhere else. */
const WORDS = 'zebra'

const running: { kill(): Promise<void> }[] = []
const folders: string[] = []
let nats: Service

beforeAll(async () => {
  nats = await startNats()
})
afterEach(async () => {
  for (const each of running.splice(0)) await each.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
afterAll(() => nats?.stop())

function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'frankly-spool-erasure-'))
  folders.push(made)
  return made
}

let streams = 0

/** A store with a spool before it, and what opens collectors on both. */
async function opened(server = `nats://127.0.0.1:${nats.port}`) {
  const data = newFolder()
  const store = await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })
  const deps: SpoolDeps = {
    store,
    clock: { now: () => Date.now() },
    metrics: { add() {} },
    onStored() {},
    onError() {},
    onUnwritable: async () => {},
  }
  const stream = `E${++streams}`
  const open = (writes: boolean) => openSpool(resolvedSpool([server], { stream, writes }), deps)
  return { data, store, open, stream }
}

/** Lets a writer write all that waits. */
async function letRun(open: (writes: boolean) => Promise<Spool>): Promise<void> {
  const writer = await open(true)
  await expect.poll(async () => (await writer.waiting()).messages, { timeout: 20_000 }).toBe(0)
  await writer.close()
}

const said = (n: number, over: Partial<PutItem> = {}, answer: object = {}) =>
  putItem(response(n, { context: {}, answers: { best: { kind: 'text', text: `${WORDS} ${n}` } }, ...answer }), over)

const erase = (store: Store, spool: Spool, who: Pick<Person, 'by' | 'value'>) => {
  const deps = { store, spool, who: 'test', project: undefined, newId: () => crypto.randomUUID() }
  return erasePerson(deps, { project: 'pk_demo', ...who }, Date.now())
}

describe('[SP5] [PV2] an erasure of a person reaches what lies in the spool', { timeout: 120_000 }, () => {
  it('by every name, with what it goes on with; others and other projects are written', async () => {
    const { data, store, open } = await opened()
    const subject = { id: `${WORDS}-anna` }
    // Named in the store alone: its later revision, which names nobody, waits.
    await store.put([said(1, { subjectId: subject.id }, { subject })])
    const front = await open(false)
    await front.store.put([
      said(1, {}, { revision: 2 }),
      said(2, { subjectId: subject.id, lane: 'urgent' }, { subject, continues: idOf(3) }),
      said(3, {}, { continues: idOf(4) }),
      said(4),
      said(5, {}, { context: { order: { orderId: `${WORDS}-1` } } }),
      said(6, { receiptCode: 'K7M42QXD9' }),
      said(7),
      putItem(response(8)),
      putItem(response(9, { subject }), { subjectId: subject.id, project: 'pk_other' }),
    ])
    expect((await erase(store, front, { by: 'subject', value: subject.id })).counts).toMatchObject({
      responses: 1,
      spooled: 4,
      unopened: 0,
    })
    for (const who of [
      { by: 'order', value: `${WORDS}-1` },
      { by: 'receipt', value: 'k7m4-2qxd-9' },
      { by: 'response', value: idOf(7) },
      { by: 'subject', value: 'nobody' },
    ] as const) {
      const { counts } = await erase(store, front, who)
      expect([who.by, counts.responses, counts.spooled]).toEqual([who.by, 0, who.value === 'nobody' ? 0 : 1])
    }
    await front.close()
    await letRun(open)
    const rows = await store.responses({ limit: 99 })
    expect(rows.map(({ id }) => id)).toEqual([idOf(8), idOf(9)])
    await store.erase({ project: 'pk_other', ids: [idOf(9)], at: 5, tell: () => [] })
    expect([await store.conflicts(9), await store.deadLetters(9)]).toEqual([[], []])
    const [receipt] = await store.erasures({ limit: 9 })
    expect(receipt?.counts).toHaveProperty('spooled')
    await store.close()
    expect(bytesOf(data).includes(WORDS)).toBe(false)
  })

  it('a message that cannot be opened is told; servers that are away stop the erasure, which may be asked again', async () => {
    const { store, open, stream } = await opened()
    const front = await open(false)
    const connection = await connect({ servers: `nats://127.0.0.1:${nats.port}` })
    await front.store.put([said(1, { subjectId: 'anna' }, { subject: { id: 'anna' } })])
    connection.publish(`frankly.spool.${stream}.normal`, 'sealed with a key that is lost')
    await connection.drain()
    const { counts } = await erase(store, front, { by: 'subject', value: 'anna' })
    expect(counts).toMatchObject({ spooled: 1, unopened: 1 })
    await front.close()
    await expect(erase(store, front, { by: 'subject', value: 'anna' })).rejects.toThrow(
      /the spool could not be looked through: look at the NATS servers, then try again/,
    )
    expect(await store.erasures({ limit: 9 })).toHaveLength(1)
    await store.close()
  })
})

describe('[SP5] [PV2] the route without NATS', () => {
  it('says 503 and when to ask again; nothing is erased', async () => {
    const collector = await collectorWith()
    const answer = response(1, { subject: { id: 'anna' } })
    await collector.store.put([putItem(answer, { subjectId: 'anna' })])
    const find = () => Promise.reject(new SpoolAway('the spool could not be looked through'))
    const app = createApp({ ...collector.context, spool: { find } as Partial<Spool> as Spool })
    const reply = await app.request('/v1/subjects/anna?project=pk_demo', { method: 'DELETE', headers: asStaff })
    expect([reply.status, reply.headers.has('retry-after')]).toEqual([503, true])
    expect(await collector.store.response('pk_demo', answer.id)).toBeDefined()
    expect(await collector.store.erasures({ limit: 9 })).toEqual([])
  })
})

describe('[SP5] [PV2] beside real collectors', { timeout: 240_000 }, () => {
  const frankly = useCli()

  it('by the command and by the route, while the writer is held back: no row, no byte', async () => {
    const data = newFolder()
    const configOf = (writes: boolean) => {
      const file = join(newFolder(), 'frankly.config.json')
      const spool = { servers: `nats://127.0.0.1:${nats.port}`, stream: 'PROCESS', writes }
      const projects = { pk_demo: { shop: 'Shop', origins: ['loopback'], surveys: [survey] } }
      writeFileSync(file, JSON.stringify({ spool, projects }))
      return file
    }
    const serve = async (writes: boolean) => {
      const args = ['serve', '--port', '0', '--config', configOf(writes), '--data', data]
      const started = await startNode(MAIN, args, READY, { env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN } })
      running.push(started)
      return started
    }
    const front = await serve(false)
    const people = ['anna', 'boris', 'clara'].map((name, n) => {
      const answers = { best: { kind: 'text', text: `${WORDS}${name}` } } as const
      return response(n, { subject: { id: `${WORDS}-${name}` }, answers })
    })
    const post = { method: 'POST', body: JSON.stringify({ sentAt: Date.now(), items: people }) }
    const reply = await fetch(`${front.match}/v1/projects/pk_demo/responses`, post)
    expect(await reply.json()).toMatchObject({ results: people.map(() => ({ status: 'stored', spooled: true })) })

    const flags = ['--config', configOf(false), '--data', data]
    const anna = await frankly.run('subject', 'erase', '--subject', `${WORDS}-anna`, '--yes', ...flags)
    expect([anna.code, JSON.parse(anna.out)]).toMatchObject([0, { counts: { spooled: 1, unopened: 0 } }])
    const boris = await fetch(`${front.match}/v1/subjects/${WORDS}-boris?project=pk_demo`, {
      method: 'DELETE',
      headers: asStaff,
    })
    expect(await boris.json()).toMatchObject({ counts: { responses: 0, spooled: 1 } })
    await front.stop()

    const writer = await serve(true)
    const waiting = async () => {
      const text = await (await fetch(`${writer.match}/metrics`, { headers: asStaff })).text()
      return /^frankly_spool_waiting (\d+)$/m.exec(text)?.[1]
    }
    await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toBe('0')
    const list = await fetch(`${writer.match}/v1/responses`, { headers: asStaff })
    expect(((await list.json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([idOf(2)])
    await writer.stop()
    const bytes = bytesOf(data)
    expect(['anna', 'boris', 'clara'].map((name) => bytes.includes(`${WORDS}${name}`))).toEqual([false, false, true])
  })
})
