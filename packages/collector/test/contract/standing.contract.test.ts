import { createCollectorAdapter } from '@frankly/adapters/collector'
import { collectorStanding } from '@frankly/adapters/standing'
import {
  createClient,
  createMemoryPlatform,
  EMPTY_LEDGER,
  orderMark,
  type Response,
  type Standing,
} from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { collectorWith, survey, type TestCollector } from '../support/start.ts'

const NOW = 1_795_300_000_000
const ANSWERED = NOW - 60_000
const PROJECT = '/v1/projects/pk_demo'
const EMPTY = { ledger: EMPTY_LEDGER }
const timings = { startedAt: ANSWERED - 9000, updatedAt: ANSWERED }
const given = (n: number, over: Partial<Response> = {}) => response(n, { timings, ...over })

const headers = { origin: 'https://shop.example', 'content-type': 'text/plain;charset=utf-8' }

async function store(collector: TestCollector, ...items: readonly Response[]): Promise<void> {
  const body = JSON.stringify({ sentAt: NOW, items })
  const reply = await collector.app.request(`${PROJECT}/responses`, { method: 'POST', headers, body })
  expect(await reply.json()).toMatchObject({ results: items.map(() => ({ status: 'stored' })) })
}

async function standing(collector: TestCollector, query: string): Promise<Standing> {
  const reply = await collector.app.request(`${PROJECT}/standing${query}`, { headers: { origin: headers.origin } })
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return (await reply.json()) as Standing
}

describe('GET standing', () => {
  it('[L7] says when the order or the subject was answered, and not one word more', async () => {
    const collector = await collectorWith()
    const complaint = { complaint: { severity: 'high' } as const, surveyId: 'complaint' }
    await store(collector, given(1, { subject: { id: 'anna' }, ...complaint }))
    const ledger = { ...EMPTY_LEDGER, answered: ANSWERED }
    expect(await standing(collector, '?subject=anna')).toEqual({ ledger })
    const about = { ledger: { ...ledger, orders: [orderMark('A-1')] } }
    expect(await standing(collector, '?order=A-1')).toEqual(about)
    expect(await standing(collector, '?order=A-1&subject=anna')).toEqual(about)
    expect(await standing(collector, '?order=A-1&subject=boris')).toEqual(about)
  })

  it('[L7] an unknown, wrong, empty or monstrous one has an empty ledger', async () => {
    const collector = await collectorWith()
    await store(collector, given(1, { subject: { id: 'anna' } }))
    const queries = [
      '',
      '?',
      '?order=',
      '?order=A-2',
      '?order=a-1',
      '?subject=ann',
      '?subject=ann%25',
      '?subject=an%00na',
    ]
    for (const query of [...queries, `?subject=${'x'.repeat(9000)}&order=${'y'.repeat(2000)}`])
      expect(await standing(collector, query), query).toEqual(EMPTY)
  })

  it('[L7] two orders that share a mark are two', async () => {
    const [one, other] = ['order-746938', 'order-1026600'] as const
    expect(orderMark(one)).toBe(orderMark(other))
    const collector = await collectorWith()
    await store(collector, given(1, { context: { order: { orderId: one } } }))
    expect((await standing(collector, `?order=${one}`)).ledger?.answered).toBe(ANSWERED)
    expect(await standing(collector, `?order=${other}`)).toEqual(EMPTY)
  })

  it('[L7] the latest answer and the latest dismissal count; begun ones, trials and a closed door do not', async () => {
    const door = { ...survey, id: 'door', targeting: { alwaysOpen: true } }
    const projects = { pk_demo: { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey, door] } }
    const collector = await collectorWith({ projects })
    const subject = { id: 'anna' }
    const nothing = { subject, answers: {}, context: {} }
    await store(collector, given(1, { ...nothing, status: 'started' }), given(2, { subject, context: {}, test: true }))
    await store(collector, given(3, { ...nothing, status: 'dismissed', surveyId: 'door' }))
    expect(await standing(collector, '?subject=anna')).toEqual(EMPTY)
    await store(collector, given(4, { ...nothing, status: 'dismissed' }))
    expect(await standing(collector, '?subject=anna')).toEqual({ ledger: { ...EMPTY_LEDGER, dismissed: ANSWERED } })
    const words = { subject, context: {}, surveyId: 'door', status: 'dismissed' } as const
    await store(collector, given(5, { ...words, timings: { ...timings, updatedAt: ANSWERED - 5000 } }))
    const ledger = { ...EMPTY_LEDGER, dismissed: ANSWERED, answered: ANSWERED - 5000 }
    expect(await standing(collector, '?subject=anna')).toEqual({ ledger })
  })

  it('[L7] [I16] what is erased was never said', async () => {
    const collector = await collectorWith()
    const answer = given(1, { subject: { id: 'anna' } })
    await store(collector, answer)
    const body = JSON.stringify({ responseIds: [answer.id] })
    await collector.app.request(`${PROJECT}/erasures`, { method: 'POST', headers, body })
    expect(await standing(collector, '?subject=anna&order=A-1')).toEqual(EMPTY)
  })

  it('[L7] [I7] [I8] [I9] another site, another project and haste are refused, readable to a page', async () => {
    const collector = await collectorWith({ limits: { projectPerSecond: 1 } })
    const ask = (path: string, origin: string) => collector.app.request(path, { headers: { origin } })
    const replies = [
      await ask(`${PROJECT}/standing?order=A-1`, 'https://else.example'),
      await ask('/v1/projects/nobody/standing?order=A-1', headers.origin),
    ]
    // three in a burst
    for (let n = 0; n < 4; n++) replies.push(await ask(`${PROJECT}/standing?order=A-1`, headers.origin))
    expect(replies.map(({ status }) => status)).toEqual([403, 404, 200, 200, 200, 429])
    for (const reply of replies) expect(reply.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('two browsers and one collector', () => {
  /** A browser of its own: nothing but the collector is shared. */
  function browser(collector: TestCollector) {
    const host = 'https://feedback.example'
    const overHttp: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      request.headers.set('origin', headers.origin)
      return collector.app.request(request)
    }
    const to = { host, project: 'pk_demo', now: () => NOW, fetch: overHttp }
    const clock = { ...createMemoryPlatform().clock, now: () => NOW }
    return createClient({
      project: 'pk_demo',
      platform: createMemoryPlatform({ clock }),
      config: async () => (await overHttp(`${host}${PROJECT}/config`)).json(),
      transport: createCollectorAdapter(to),
      standing: collectorStanding(to),
    })
  }

  it('[L2] [L7] what was answered in one is not asked in the other: same subject, same order, nobody else', async () => {
    const collector = await collectorWith()
    const phone = browser(collector)
    phone.identify({ id: 'anna' })
    const run = await phone.start('purchase', { order: { orderId: 'A-1' } })
    run.answer('ordering', { kind: 'rating', value: 4 })
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'server' } })

    const laptop = browser(collector)
    laptop.identify({ id: 'anna' })
    expect(await laptop.show('purchase')).toMatchObject({ shown: false, reason: 'gap-answered' })

    const unnamed = browser(collector)
    unnamed.context({ order: { orderId: 'A-1' } })
    expect(await unnamed.show('purchase')).toMatchObject({ shown: false, reason: 'order-asked' })

    const stranger = browser(collector)
    stranger.identify({ id: 'boris' })
    stranger.context({ order: { orderId: 'A-2' } })
    expect(await stranger.show('purchase')).toMatchObject({ shown: true })
    await Promise.all([phone, laptop, unnamed, stranger].map((client) => client.destroy()))
  })
})
