import { createCollectorAdapter } from '@frankly/adapters/collector'
import { collectorContactHistory } from '@frankly/adapters/contact-history'
import { type ContactHistory, createClient, type Response } from '@frankly/core'
import { signOrder, signSubject } from '@frankly/core/node'
import { createMemoryPlatform } from '@frankly/core/platform'
import { EMPTY_LEDGER, orderMark } from '@frankly/core/targeting'
import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { collectorWith, survey, type TestCollector } from '../support/start.ts'

const NOW = 1_795_300_000_000
const ANSWERED = NOW - 60_000
const SECRET = 'a-secret-of-more-than-32-characters!'
const signing = { project: 'pk_demo', key: { id: 'k1', secret: SECRET }, now: () => NOW }
const PROJECT = '/v1/projects/pk_demo'
const EMPTY = { ledger: EMPTY_LEDGER }
const timings = { startedAt: ANSWERED - 9000, updatedAt: ANSWERED }
/** A response whose order and subject the shop's server signed. */
const given = (n: number, over: Partial<Response> = {}): Response => {
  const { context, subject, ...rest } = response(n, { timings, ...over })
  const { order } = context
  return {
    ...rest,
    context: { ...context, ...(order && { order: { signature: signOrder(order.orderId, signing), ...order } }) },
    ...(subject && { subject: { signature: signSubject(subject.id, signing), ...subject } }),
  }
}

const headers = { origin: 'https://shop.example', 'content-type': 'text/plain;charset=utf-8' }

async function store(collector: TestCollector, ...items: readonly Response[]): Promise<void> {
  const body = JSON.stringify({ sentAt: NOW, items })
  const reply = await collector.app.request(`${PROJECT}/responses`, { method: 'POST', headers, body })
  expect(await reply.json()).toMatchObject({ results: items.map(() => ({ status: 'stored' })) })
}

/** Project with a key of the shop's server. */
const signed = (given: Record<string, unknown> = {}) => {
  const shop = {
    shop: 'Shop',
    origins: ['https://shop.example'],
    surveys: [survey],
    signing: { keys: { k1: { env: 'KEY' } } },
  }
  return collectorWith({ projects: { pk_demo: shop }, ...given })
}

const ask = (collector: TestCollector, body: unknown, origin = headers.origin, project = PROJECT) =>
  collector.app.request(`${project}/standing`, {
    method: 'POST',
    headers: { ...headers, origin },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** What is told to somebody who holds the signatures. */
async function standing(collector: TestCollector, who: { order?: string; subject?: string }): Promise<ContactHistory> {
  const { order, subject } = who
  const reply = await ask(collector, {
    ...(order && { order: { id: order, signature: signOrder(order, signing) } }),
    ...(subject && { subject: { id: subject, signature: signSubject(subject, signing) } }),
  })
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return (await reply.json()) as ContactHistory
}

describe('POST standing', () => {
  it('[L7] says when the order or the subject was answered, and not one word more', async () => {
    const collector = await signed()
    const complaint = { complaint: { severity: 'high' } as const, surveyId: 'complaint' }
    await store(collector, given(1, { subject: { id: 'anna' }, ...complaint }))
    const ledger = { ...EMPTY_LEDGER, answered: ANSWERED }
    expect(await standing(collector, { subject: 'anna' })).toEqual({ ledger })
    const about = { ledger: { ...ledger, orders: [orderMark('A-1')] } }
    expect(await standing(collector, { order: 'A-1' })).toEqual(about)
    expect(await standing(collector, { order: 'A-1', subject: 'anna' })).toEqual(about)
    expect(await standing(collector, { order: 'A-1', subject: 'boris' })).toEqual(about)
  })

  it('[L7] an unknown, wrong, empty or monstrous one has an empty ledger', async () => {
    const collector = await signed()
    await store(collector, given(1, { subject: { id: 'anna' } }))
    for (const who of [
      { order: 'A-2' },
      { order: 'a-1' },
      { subject: 'ann' },
      { subject: 'ann%' },
      { subject: 'an\0na' },
    ])
      expect(await standing(collector, who), JSON.stringify(who)).toEqual(EMPTY)
  })

  it('[L7] two orders that share a mark are two', async () => {
    const [one, other] = ['order-746938', 'order-1026600'] as const
    expect(orderMark(one)).toBe(orderMark(other))
    const collector = await signed()
    await store(collector, given(1, { context: { order: { orderId: one } } }))
    expect((await standing(collector, { order: one })).ledger?.answered).toBe(ANSWERED)
    expect(await standing(collector, { order: other })).toEqual(EMPTY)
  })

  it('[L7] the latest answer and the latest dismissal count; begun ones, trials and a closed door do not', async () => {
    const door = { ...survey, id: 'door', targeting: { alwaysOpen: true } }
    const shop = { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey, door] }
    const projects = { pk_demo: { ...shop, signing: { keys: { k1: { env: 'KEY' } } } } }
    const collector = await signed({ projects })
    const subject = { id: 'anna' }
    const nothing = { subject, answers: {}, context: {} }
    await store(collector, given(1, { ...nothing, status: 'started' }), given(2, { subject, context: {}, test: true }))
    await store(collector, given(3, { ...nothing, status: 'dismissed', surveyId: 'door' }))
    expect(await standing(collector, { subject: 'anna' })).toEqual(EMPTY)
    await store(collector, given(4, { ...nothing, status: 'dismissed' }))
    expect(await standing(collector, { subject: 'anna' })).toEqual({ ledger: { ...EMPTY_LEDGER, dismissed: ANSWERED } })
    const words = { subject, context: {}, surveyId: 'door', status: 'dismissed' } as const
    await store(collector, given(5, { ...words, timings: { ...timings, updatedAt: ANSWERED - 5000 } }))
    const ledger = { ...EMPTY_LEDGER, dismissed: ANSWERED, answered: ANSWERED - 5000 }
    expect(await standing(collector, { subject: 'anna' })).toEqual({ ledger })
  })

  it('[L7] [I16] what is erased was never said', async () => {
    const collector = await signed()
    const answer = given(1, { subject: { id: 'anna' } })
    await store(collector, answer)
    const body = JSON.stringify({ responseIds: [answer.id] })
    await collector.app.request(`${PROJECT}/erasures`, { method: 'POST', headers, body })
    expect(await standing(collector, { subject: 'anna', order: 'A-1' })).toEqual(EMPTY)
  })

  it('[L7] [I7] [I8] [I9] another site, another project and haste are refused, readable to a page', async () => {
    const collector = await signed({ limits: { projectPerSecond: 1 } })
    const body = { order: { id: 'A-1', signature: signOrder('A-1', signing) } }
    const replies = [
      await ask(collector, body, 'https://else.example'),
      await ask(collector, body, headers.origin, '/v1/projects/nobody'),
    ]
    // three in a burst
    for (let n = 0; n < 4; n++) replies.push(await ask(collector, body))
    expect(replies.map(({ status }) => status)).toEqual([403, 404, 200, 200, 200, 429])
    for (const reply of replies) expect(reply.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('[F16] signatures', () => {
  const order = (orderId: string, signature?: string) => ({
    context: { order: { orderId, ...(signature && { signature }) } },
  })
  const forged = (n: number, orderId: string, signature?: string) =>
    response(n, { timings, subject: { id: 'anna', ...(signature && { signature }) }, ...order(orderId, signature) })

  it('[F16] forged answers about an order and a person keep nobody from being asked, however many and how new', async () => {
    const collector = await signed()
    await store(collector, given(1, order('A-7')), given(2, { subject: { id: 'anna' } }))
    for (let n = 0; n < 60; n += 20)
      await store(collector, ...Array.from({ length: 20 }, (_, i) => forged(100 + n + i, 'A-7')))
    await store(collector, forged(3, 'A-1'), forged(4, 'A-1', 'v1.k1.1795300000.forged'), forged(5, 'A-1', 'x'))
    await store(collector, forged(6, 'A-1', signOrder('A-2', signing)))
    expect(await standing(collector, { order: 'A-1' })).toEqual(EMPTY)
    // and they hide no true one
    expect((await standing(collector, { order: 'A-7' })).ledger?.answered).toBe(ANSWERED)
    expect((await standing(collector, { subject: 'anna' })).ledger?.answered).toBe(ANSWERED)
  })

  it('[F16] every answer is stored, with what came of its signatures and without them', async () => {
    const collector = await signed()
    await store(collector, given(1, { subject: { id: 'anna' } }), forged(2, 'A-2'), forged(3, 'A-3', 'nonsense'))
    const rows = await collector.store.responses({ project: 'pk_demo', limit: 9 })
    expect(rows.map(({ orderProof, subjectProof }) => [orderProof, subjectProof])).toEqual([
      ['verified', 'verified'],
      ['unverified', 'unverified'],
      ['bad', 'bad'],
    ])
    expect(JSON.stringify(rows)).not.toContain('signature')
  })

  it('[F16] is told to a good signature only: never by an address, an id alone, or another fact', async () => {
    const collector = await signed()
    await store(collector, given(1, { subject: { id: 'anna' } }))
    const get = await collector.app.request(`${PROJECT}/standing?order=A-1&subject=anna`, {
      headers: { origin: headers.origin },
    })
    expect(get.status).toBeGreaterThanOrEqual(404)
    const signature = signOrder('A-1', signing)
    const bodies = [
      {},
      null,
      '',
      '[[',
      { order: { id: 'A-1' } },
      { order: { id: 'A-2', signature } },
      { subject: { id: 'A-1', signature } },
      { subject: { id: 'anna', signature: 'v1.k1.1795300000.x' } },
      { order: { id: { toString: 'A-1' }, signature } },
      { order: { id: 'A-1', signature: signOrder('A-1', { ...signing, now: () => NOW - 40 * 86_400_000 }) } },
      { order: { id: 'A-1', signature: signOrder('A-1', { ...signing, key: { id: 'k9', secret: SECRET } }) } },
    ]
    for (const body of bodies) {
      const reply = await ask(collector, body)
      expect(reply.status, JSON.stringify(body)).toBe(403)
      expect(await reply.json()).toMatchObject({ code: 'signature_missing' })
    }
    expect((await ask(collector, { order: { id: 'x'.repeat(9000) } })).status).toBe(413)
    // a project without a key tells nobody anything
    expect((await ask(await collectorWith(), { order: { id: 'A-1', signature } })).status).toBe(403)
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
      contactHistory: collectorContactHistory(to),
    })
  }

  it('[L2] [L7] what was answered in one is not asked in the other: same subject, same order, nobody else', async () => {
    const collector = await signed()
    const anna = { id: 'anna', signature: signSubject('anna', signing) }
    const bought = (orderId: string) => ({ order: { orderId, signature: signOrder(orderId, signing) } })
    const phone = browser(collector)
    phone.identify(anna)
    const run = await phone.start('purchase', bought('A-1'))
    run.answer('ordering', { kind: 'rating', value: 4 })
    expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'server' } })

    const laptop = browser(collector)
    laptop.identify(anna)
    expect(await laptop.show('purchase')).toMatchObject({ shown: false, reason: 'gap-answered' })

    const unnamed = browser(collector)
    unnamed.context(bought('A-1'))
    expect(await unnamed.show('purchase')).toMatchObject({ shown: false, reason: 'order-asked' })

    const stranger = browser(collector)
    stranger.identify({ id: 'boris', signature: signSubject('boris', signing) })
    stranger.context(bought('A-2'))
    expect(await stranger.show('purchase')).toMatchObject({ shown: true })

    // without a signature this device's own ledger alone counts
    const unsigned = browser(collector)
    unsigned.identify({ id: 'anna' })
    expect(await unsigned.show('purchase')).toMatchObject({ shown: true })
    await Promise.all([phone, laptop, unnamed, stranger, unsigned].map((client) => client.destroy()))
  })
})
