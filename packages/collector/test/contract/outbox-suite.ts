import type { SendOutcome } from '@frankly/core'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { type OpenCollector, openCollector } from '../../src/collector.ts'
import { resolveOptions } from '../../src/options/read-options.ts'
import { type OpenDestination, openDestinations } from '../../src/outbox/destinations.ts'
import type { Resolve } from '../../src/outbox/guarded-fetch.ts'
import type { OutboxRow } from '../../src/store/ports.ts'
import { response } from '../support/items.ts'
import { startReceiver } from '../support/receiver.ts'
import { asStaff, STAFF_TOKEN, survey } from '../support/start.ts'

const OLD = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const NEW = `whsec_${Buffer.alloc(24, 2).toString('base64')}`

/** What a test chooses of a collector that sends. */
export interface Sending {
  readonly destinations?: readonly Record<string, unknown>[]
  readonly project?: Record<string, unknown>
  readonly resolve?: Resolve
  /** Ready adapters instead of `destinations`. */
  readonly open?: readonly OpenDestination[]
  /** Ahead of the real clock, ms. */
  readonly aheadMs?: number
}

const running: OpenCollector[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((collector) => collector.close()))
})

/** A whole collector without a port on a real store; closed after the test. Waits are the shortest possible. */
export async function sendingCollector(store: string, how: Sending): Promise<OpenCollector> {
  const destinations = how.destinations ?? how.open?.map(({ id }) => ({ id, adapter: 'console' })) ?? []
  const project = {
    shop: 'Shop',
    origins: ['*'],
    surveys: [survey],
    spam: { fasterThanMs: 0 },
    destinations,
    ...how.project,
  }
  const options = resolveOptions(
    { store, publicUrl: 'https://feedback.example', projects: { pk_demo: project } },
    { dataDir: '/tmp', baseDir: '/tmp', env: { OLD, NEW, FRANKLY_STAFF_TOKEN: STAFF_TOKEN } },
  )
  const opened = how.open
    ? { list: how.open, close: async () => {} }
    : await openDestinations(options, how.resolve ? { resolve: how.resolve } : {})
  const collector = await openCollector(options, {
    clock: { now: () => Date.now() + (how.aheadMs ?? 0) },
    random: () => 0,
    log: () => {},
    destinations: opened,
  })
  running.push(collector)
  return collector
}

/** Closes one before its test ends. */
export async function closeNow(collector: OpenCollector): Promise<void> {
  running.splice(running.indexOf(collector), 1)
  await collector.close()
}

/** Posts answers as a browser does. */
export async function post(collector: OpenCollector, ...items: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ sentAt: Date.now(), items })
  const reply = await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  expect(reply.status).toBe(200)
}

/** Resolves when the rows of the outbox are as wanted. */
export async function rowsWhen(
  collector: OpenCollector,
  wanted: (rows: readonly OutboxRow[]) => boolean,
): Promise<readonly OutboxRow[]> {
  for (;;) {
    const rows = await collector.store.outbox.list({ limit: 1000 })
    if (wanted(rows)) return rows
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const none = (rows: readonly OutboxRow[]) => rows.length === 0
const dead = (rows: readonly OutboxRow[]) => rows.length > 0 && rows.every((row) => row.state === 'dead')

/** The promises of the outbox, on one kind of store. */
export function describeOutbox(engine: string, freshStore: () => Promise<string>): void {
  const collectorWith = async (how: Sending) => sendingCollector(await freshStore(), how)
  const webhook = (url: string, more: Record<string, unknown> = {}) => ({
    id: 'crm',
    adapter: 'webhook',
    allowPrivate: true,
    options: { url, secrets: [{ env: 'NEW' }, { env: 'OLD' }] },
    ...more,
  })

  describe(`outbox on ${engine}`, () => {
    it('[O1] [O9] what is stored is sent, signed by the new and the old secret', async () => {
      const receiver = await startReceiver()
      const collector = await collectorWith({ destinations: [webhook(receiver.url)] })
      await post(collector, response(1))
      await receiver.until(1)
      const { body, headers } = receiver.got[0]!
      for (const secret of [OLD, NEW]) {
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
          type: 'response.completed',
          project: 'pk_demo',
          data: { response: { id: response(1).id } },
          texts: { questions: [{ text: 'How did it go?' }, { text: 'What was best?' }] },
          links: { response: `https://feedback.example/#r-pk_demo-${response(1).id}` },
        })
      }
      expect(() =>
        new Webhook(`whsec_${Buffer.alloc(24, 3).toString('base64')}`).verify(body, headers as never),
      ).toThrow()
      expect(headers['webhook-id']).toBe(`${response(1).id}.1`)
      await rowsWhen(collector, none)
    })

    it('[O2] a destination that hangs delays nobody else', async () => {
      const [slow, quick] = [await startReceiver(), await startReceiver()]
      slow.answer = () => 'hang'
      const collector = await collectorWith({
        destinations: [webhook(slow.url, { id: 'slow', concurrency: 1 }), webhook(quick.url, { id: 'quick' })],
      })
      await post(collector, ...Array.from({ length: 30 }, (_, n) => response(n)))
      await slow.until(1)
      await quick.until(30)
      const left = await rowsWhen(collector, (rows) => rows.length === 30)
      expect(new Set(left.map((row) => row.destination))).toEqual(new Set(['slow']))
      expect(slow.got).toHaveLength(1)
    })

    it('[O3] complaints and low scores first', async () => {
      const receiver = await startReceiver()
      const store = await freshStore()
      // Nobody sends while they are stored.
      const before = await sendingCollector(store, { open: [], destinations: [webhook(receiver.url)] })
      await post(before, response(1), response(2))
      await post(before, response(3, { answers: { ordering: { kind: 'rating', value: 1 } } }))
      await closeNow(before)
      await sendingCollector(store, { destinations: [webhook(receiver.url, { concurrency: 1 })] })
      const got = await receiver.until(3)
      expect(got[0]?.headers['webhook-id']).toBe(`${response(3).id}.1`)
    })

    it('[O4] no answer and 5xx are tried again, with the same id, until it has arrived', async () => {
      const receiver = await startReceiver()
      receiver.answer = () => ({ status: receiver.got.length < 3 ? 503 : 200 })
      const collector = await collectorWith({ destinations: [webhook(receiver.url)] })
      await post(collector, response(1))
      const got = await receiver.until(3)
      expect(new Set(got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([`${response(1).id}.1`]))
      await rowsWhen(collector, none)
      const metrics = await (await collector.app.request('/metrics', { headers: asStaff })).text()
      expect(metrics).toContain('frankly_outbox_sendings_total{project="pk_demo",destination="crm",outcome="retry"} 2')
    })

    it('[O5] Retry-After holds the whole destination: nothing comes earlier', async () => {
      const receiver = await startReceiver()
      receiver.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } })
      const collector = await collectorWith({ destinations: [webhook(receiver.url, { concurrency: 1 })] })
      await post(collector, response(1), response(2), response(3))
      const tried = await rowsWhen(collector, (rows) => rows.some((row) => row.detail !== undefined))
      const told = tried.filter((row) => row.detail !== undefined)
      expect(told).toHaveLength(1)
      expect(told[0]!.nextAt - Date.now()).toBeGreaterThan(3_500_000)
      await post(collector, response(4))
      await closeNow(collector)
      expect(receiver.got).toHaveLength(1)
    })

    it('[O6] a refusal is a dead letter at once; replay sends it again under its old id', async () => {
      const receiver = await startReceiver()
      receiver.answer = () => ({ status: 422, body: '{"message":"no such field"}' })
      const collector = await collectorWith({ destinations: [webhook(receiver.url)] })
      await post(collector, response(1), response(2))
      const rows = await rowsWhen(collector, (all) => all.length === 2 && dead(all))
      expect(rows[0]?.detail).toBe('http_422: no such field')
      receiver.answer = () => ({ status: 200 })
      const [first] = rows
      const replay = (body: unknown) =>
        collector.app.request('/v1/outbox/replay', { method: 'POST', headers: asStaff, body: JSON.stringify(body) })
      const one = await replay({ keys: [{ project: 'pk_demo', destination: 'crm', id: first!.id }] })
      expect(await one.json()).toEqual({ replayed: 1 })
      expect((await receiver.until(3)).at(-1)?.headers['webhook-id']).toBe(first!.id)
      expect(await (await replay({ all: true, destination: 'other' })).json()).toEqual({ replayed: 0 })
      expect(await (await replay({ all: true, destination: 'crm' })).json()).toEqual({ replayed: 1 })
      await rowsWhen(collector, none)
      expect((await replay({ keys: [{ id: 1 }] })).status).toBe(400)
    })

    it('[O8] stopping breaks nothing off for good: what hung is sent again by the next one', async () => {
      const receiver = await startReceiver()
      receiver.answer = () => 'hang'
      const store = await freshStore()
      const first = await sendingCollector(store, { destinations: [webhook(receiver.url)] })
      await post(first, response(1))
      await receiver.until(1)
      await closeNow(first)
      receiver.answer = () => ({ status: 200 })
      const second = await sendingCollector(store, { destinations: [webhook(receiver.url)] })
      await receiver.until(2)
      await rowsWhen(second, none)
    })

    it('[O10] private addresses are refused: literal, by name, and by a name that lies', async () => {
      const receiver = await startReceiver()
      const at = (id: string, host: string) => webhook(`http://${host}:${receiver.port}/`, { id, allowPrivate: false })
      const collector = await collectorWith({
        destinations: [
          at('literal', '127.0.0.1'),
          at('mapped', '[::ffff:127.0.0.1]'),
          at('number', '2130706433'),
          at('named', 'localhost'),
          at('lying', 'hooks.shop.example'),
        ],
        // Public beside private: one of them is enough to refuse.
        resolve: (_, done) =>
          done(null, [
            { address: '93.184.215.14', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]),
      })
      await post(collector, response(1))
      const rows = await rowsWhen(collector, (all) => all.length === 5 && dead(all))
      for (const row of rows) expect(row.detail).toMatch(/^address_private: .* allowPrivate lets it through$/)
      expect(receiver.got).toEqual([])
    })

    it('[O10] the address is checked at each connection, so a name that changes its mind gains nothing', async () => {
      const receiver = await startReceiver()
      let asked = 0
      const collector = await collectorWith({
        destinations: [webhook(`http://hooks.shop.example:${receiver.port}/`, { allowPrivate: false })],
        resolve: (_, done) => {
          asked += 1
          // First a network that does not answer, then this machine.
          if (asked === 1) done(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }), [])
          else done(null, [{ address: '127.0.0.1', family: 4 }])
        },
      })
      await post(collector, response(1))
      await rowsWhen(collector, dead)
      expect([asked, receiver.got.length]).toEqual([2, 0])
    })

    it('[O10] redirects are not followed', async () => {
      const receiver = await startReceiver()
      receiver.answer = () => ({ status: 307, headers: { location: '/elsewhere' } })
      const collector = await collectorWith({ destinations: [webhook(receiver.url)] })
      await post(collector, response(1))
      await rowsWhen(collector, (rows) => rows.some((row) => row.detail === 'HTTP 307'))
      expect(receiver.got.map(({ path }) => path)).not.toContain('/elsewhere')
    })

    it('[O11] the region ru keeps words and orders from hosts abroad; homes get everything', async () => {
      const [abroad, home] = [await startReceiver(), await startReceiver()]
      const collector = await collectorWith({
        project: { privacy: { region: 'ru', homeHosts: ['localhost'] } },
        destinations: [
          webhook(abroad.url, { id: 'abroad' }),
          webhook(home.url.replace('127.0.0.1', 'localhost'), { id: 'home' }),
        ],
      })
      await post(collector, response(1))
      await Promise.all([abroad.until(1), home.until(1)])
      expect(home.got[0]?.body).toContain('Anna helped me')
      expect(abroad.got[0]?.body).not.toContain('Anna helped me')
      expect(abroad.got[0]?.body).not.toContain('"A-1"')
      expect(JSON.parse(abroad.got[0]!.body)).toMatchObject({
        data: { response: { answers: { ordering: { value: 5 } } } },
      })
    })

    it('[O12] an erasure goes to every destination, whatever events it asked for', async () => {
      const receiver = await startReceiver()
      const collector = await collectorWith({
        destinations: [webhook(receiver.url, { events: ['response.completed'] })],
      })
      await post(collector, response(1))
      await rowsWhen(collector, none)
      const reply = await collector.app.request('/v1/projects/pk_demo/erasures', {
        method: 'POST',
        body: JSON.stringify({ responseIds: [response(1).id] }),
      })
      expect(reply.status).toBe(200)
      await receiver.until(2)
      expect(JSON.parse(receiver.got[1]!.body)).toMatchObject({
        type: 'subject.erased',
        data: { responseIds: [response(1).id] },
      })
    })

    it('[O13] analytics get an answer only with the customer’s consent in it', async () => {
      const sent: string[] = []
      const adapter: OpenDestination['adapter'] = {
        name: 'tracker',
        reach: 'analytics',
        runsOn: 'anywhere',
        hosts: [],
        hears: ['response.completed'],
        carries: { contact: false, text: false, order: false, subject: false },
        send: async (delivery): Promise<SendOutcome> => {
          sent.push(delivery.id)
          return { status: 'delivered' }
        },
      }
      const collector = await collectorWith({ open: [{ project: 'pk_demo', id: 'tracker', adapter, concurrency: 4 }] })
      const consents = [{ purpose: 'analytics', granted: true, textVersion: '1', at: 1 }]
      await post(collector, response(1), response(2, { consents }))
      await rowsWhen(collector, none)
      expect(sent).toEqual([`${response(2).id}.1`])
    })
  })
}
