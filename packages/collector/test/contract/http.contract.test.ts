import { gzipSync } from 'node:zlib'
import type { Response as Revision } from '@frankly/core'
import type { ItemResult, Problem } from '@frankly/core/wire'
import { describe, expect, it } from 'vitest'
import { idOf, response } from '../support/items.ts'
import { PNG } from '../support/photos.ts'
import { asStaff, collectorWith, STAFF_TOKEN, type TestCollector } from '../support/start.ts'

const PATH = '/v1/projects/pk_demo/responses'
const twoAnswers = { rate: { kind: 'rating', value: 5 }, best: { kind: 'text', text: 'Tea' } } as const

/** A post as a page makes it. */
function post(collector: TestCollector, body: unknown, over: { path?: string; origin?: string } = {}) {
  const headers: Record<string, string> = { 'content-type': 'text/plain;charset=utf-8' }
  headers['origin'] = over.origin ?? 'https://shop.example'
  const sent =
    typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
  return collector.app.request(over.path ?? PATH, { method: 'POST', headers, body: sent })
}

const envelope = (...items: unknown[]) => ({ sentAt: 1_795_300_000_000, items })

async function results(reply: Response): Promise<readonly ItemResult[]> {
  expect(reply.status).toBe(200)
  return ((await reply.json()) as { results: ItemResult[] }).results
}

async function problemOf(reply: Response): Promise<Problem> {
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  const body = (await reply.json()) as Problem
  expect(body.status).toBe(reply.status)
  expect(body.type).toBe(`urn:frankly:problem:${body.code}`)
  return body
}

const stored = (collector: TestCollector) => collector.store.responses({ limit: 500 })

describe('POST responses', () => {
  it('[I1] 200 means stored; the reply carries the collector’s time', async () => {
    const collector = await collectorWith()
    const reply = await post(collector, envelope(response(1)))
    expect(await reply.clone().json()).toEqual({
      results: [{ id: idOf(1), revision: 1, status: 'stored', has: { revision: 1 } }],
      now: 1_795_300_000_000,
    })
    expect(await stored(collector)).toHaveLength(1)
  })

  it('[I5] what is no response is rejected with path, found and wanted; good ones beside it are stored', async () => {
    const collector = await collectorWith()
    const bad = { ...response(2), answers: 7, locale: 7, revision: 'x' }
    const [first, second, third, fourth] = await results(
      await post(collector, envelope(response(1), bad, response(3), 'nonsense')),
    )
    expect([first?.status, second?.status, third?.status, fourth?.status]).toEqual([
      'stored',
      'rejected',
      'stored',
      'rejected',
    ])
    expect(second?.id).toBe(idOf(2))
    expect(second?.problem?.code).toBe('item_invalid')
    expect(second?.problem?.issues).toContainEqual(expect.objectContaining({ path: 'answers', found: 7 }))
    expect(await stored(collector)).toHaveLength(2)
  })

  it('[F18] what a foreign client says of the order beyond the narrow default is left out, and kept where the project asks for it', async () => {
    const order = { orderId: 'A-1', value: 5, coupon: 'FOR-ANNA', items: [{ name: 'Test kit' }] }
    const sent = response(1, { context: { path: '/reset/9f8e7d6c5b4a39281706', order } })
    const narrow = await collectorWith()
    await results(await post(narrow, envelope(sent)))
    const kept = async (collector: TestCollector) => JSON.parse((await stored(collector))[0]!.body).context
    expect(await kept(narrow)).toEqual({ path: '/reset/*', order: { orderId: 'A-1', value: 5 } })
    const project = {
      shop: 'Shop',
      origins: ['https://shop.example'],
      surveys: [],
      record: ['items', 'coupon', 'path'],
    }
    const wide = await collectorWith({ projects: { pk_demo: project } })
    await results(await post(wide, envelope(sent)))
    expect(await kept(wide)).toEqual(sent.context)
  })

  it('[I5] every item of a request has exactly one result, repeats included', async () => {
    const collector = await collectorWith()
    const items = [response(1), response(1), response(1, { revision: 2 }), response(2)]
    const got = await results(await post(collector, envelope(...items)))
    expect(got.map(({ id, revision, status }) => [id, revision, status])).toEqual([
      [idOf(1), 1, 'stored'],
      [idOf(1), 1, 'duplicate'],
      [idOf(1), 2, 'stored'],
      [idOf(2), 1, 'stored'],
    ])
  })

  it('[I2] a repeated post gives the same class of results', async () => {
    const collector = await collectorWith()
    await post(collector, envelope(response(1), response(2)))
    const again = await results(await post(collector, envelope(response(1), response(2))))
    expect(again.map((each) => each.status)).toEqual(['duplicate', 'duplicate'])
  })

  it('[I4] a conflict says so and keeps both', async () => {
    const collector = await collectorWith()
    await post(collector, envelope(response(1)))
    const [other] = await results(await post(collector, envelope(response(1, { locale: 'ru' }))))
    expect(other).toMatchObject({ status: 'conflict', problem: { code: 'conflict' } })
    expect(await collector.store.conflicts(10)).toHaveLength(1)
  })

  it('[I14] refused items and unreadable bodies are kept as dead letters, once', async () => {
    const collector = await collectorWith()
    for (let i = 0; i < 2; i++) {
      await post(collector, envelope({ id: 'x' }))
      expect((await post(collector, '{"items": [')).status).toBe(400)
      expect((await post(collector, '{}')).status).toBe(400)
    }
    const letters = await collector.store.deadLetters(10)
    expect(letters.map((letter) => letter.reason).sort()).toEqual([
      'body_unreadable',
      'envelope_invalid',
      'item_invalid',
    ])
    expect(letters.map((letter) => letter.body)).toContain('{"id":"x"}')
  })

  it('[I6] limits: body, items, item, depth, each with its own code', async () => {
    const collector = await collectorWith()
    const codes: string[] = []
    codes.push((await problemOf(await post(collector, 'x'.repeat(262_145)))).code)
    codes.push((await problemOf(await post(collector, envelope(...Array.from({ length: 51 }, () => 1))))).code)
    expect(codes).toEqual(['body_too_large', 'too_many_items'])
    const long = { kind: 'text', text: 'Я'.repeat(20_000) } as const
    const big = response(1, { answers: { a: long, b: long, c: long, d: long } })
    let deep: unknown = 1
    for (let i = 0; i < 9; i++) deep = [deep]
    const [tooLarge, cleaned, tooDeep, good] = await results(
      await post(collector, envelope(big, { ...response(2), variables: deep }, deep, response(3))),
    )
    expect([tooLarge?.problem?.code, tooDeep?.problem?.code]).toEqual(['item_too_large', 'too_deep'])
    // Facts around an answer never cost it.
    expect([cleaned?.status, cleaned?.leftOut, good?.status]).toEqual(['stored', ['variables'], 'stored'])
  })

  it('[I6] the longest text fits in any script; the lines of an order give way before words', async () => {
    const collector = await collectorWith()
    for (const [n, letter] of ['x', 'Я', '漢', '\u{1f600}'].entries()) {
      const answers = { best: { kind: 'text', text: letter.repeat(20_000) } } as const
      const items = Array.from({ length: 200 }, () => ({ name: 'Чайник фарфоровый '.repeat(20) }))
      const context = { order: { orderId: 'A-1', items } }
      const [result] = await results(await post(collector, envelope(response(n, { answers, context }))))
      expect(result?.status).toBe('stored')
      const row = await collector.store.response('pk_demo', idOf(n))
      expect(JSON.parse(row!.body).answers).toEqual(answers)
    }
  })

  it('[I6] a body without a declared length is counted while it is read', async () => {
    const collector = await collectorWith()
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 10_000
        controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)))
        if (sent > 1_000_000) controller.close()
      },
    })
    const reply = await collector.app.request(PATH, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await problemOf(reply)).code).toBe('body_too_large')
    expect(sent).toBeLessThan(400_000)
  })

  it('[I19] gzip bodies are announced in the address; bombs and false ones are refused', async () => {
    const collector = await collectorWith()
    const path = `${PATH}?z=gz`
    const [one] = await results(await post(collector, gzipSync(JSON.stringify(envelope(response(1)))), { path }))
    expect(one?.status).toBe('stored')
    const bomb = gzipSync('x'.repeat(600_000))
    expect((await problemOf(await post(collector, bomb, { path }))).code).toBe('body_too_large')
    expect((await problemOf(await post(collector, '{"items":[]}', { path }))).code).toBe('body_unreadable')
  })

  it('[I19] gzip by Content-Encoding is the same as by address', async () => {
    const collector = await collectorWith()
    const zipped = (body: Buffer) =>
      collector.app.request(PATH, {
        method: 'POST',
        headers: { origin: 'https://shop.example', 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: new Uint8Array(body),
      })
    const [one] = await results(await zipped(gzipSync(JSON.stringify(envelope(response(1))))))
    expect(one?.status).toBe('stored')
    expect(await stored(collector)).toHaveLength(1)
    expect((await problemOf(await zipped(gzipSync('x'.repeat(600_000))))).code).toBe('body_too_large')
    expect((await problemOf(await zipped(Buffer.from('{"items":[]}')))).code).toBe('body_unreadable')
  })

  it('[S8] [I8] another site gets 403, which its page can read, and nothing is stored', async () => {
    const collector = await collectorWith()
    const reply = await post(collector, envelope(response(1)), { origin: 'https://evil.example' })
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problemOf(reply)).toMatchObject({ code: 'origin_not_allowed', status: 403, retryable: false })
    expect(await stored(collector)).toHaveLength(0)
    const later = await results(await post(collector, envelope(response(1))))
    expect(later[0]?.status).toBe('stored')
  })

  it('[I7] every public reply carries CORS headers: good, bad, unknown', async () => {
    const collector = await collectorWith()
    const replies = [
      await post(collector, envelope(response(1))),
      await post(collector, 'x'),
      await post(collector, envelope(), { path: '/v1/projects/nobody/responses' }),
      await collector.app.request('/v1/projects/pk_demo/config'),
      await collector.app.request('/nowhere'),
      await collector.app.request('/frankly.js'),
    ]
    for (const reply of replies) {
      expect(reply.headers.get('access-control-allow-origin')).toBe('*')
      expect(reply.headers.get('access-control-expose-headers')).toBe('Retry-After, Date, ETag')
    }
  })

  it('[I7] what only staff may read is for no other site, refused or not', async () => {
    const collector = await collectorWith()
    for (const path of ['/v1/responses', '/v1/outbox', '/', '/login']) {
      for (const headers of [{}, asStaff, { origin: 'https://evil.example', ...asStaff }]) {
        const reply = await collector.app.request(path, { headers })
        expect(reply.headers.get('access-control-allow-origin'), path).toBeNull()
        expect(reply.headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
      }
    }
  })

  it('[I9] too many requests of one project get 429 with Retry-After, then the way is open again', async () => {
    const collector = await collectorWith({ limits: { projectPerSecond: 2 } })
    const replies = await Promise.all(Array.from({ length: 7 }, (_, n) => post(collector, envelope(response(n)))))
    const refused = replies.filter((reply) => reply.status === 429)
    expect(refused).toHaveLength(1)
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await problemOf(refused[0]!)).toMatchObject({ code: 'rate_limited', retryable: true })
    collector.wait(1000)
    expect((await post(collector, envelope(response(9)))).status).toBe(200)
  })

  it('[I9] a full waiting room answers 503 with Retry-After and stores nothing of it', async () => {
    const collector = await collectorWith({ limits: { waitingItems: 0 } })
    const reply = await post(collector, envelope(response(1)))
    expect(reply.status).toBe(503)
    const seconds = Number(reply.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(5)
    expect(seconds).toBeLessThanOrEqual(30)
    expect(await problemOf(reply)).toMatchObject({ code: 'store_busy', retryable: true })
  })

  it('[I5] [I9] when the store fails, refused items are still named and the others say retry', async () => {
    const collector = await collectorWith()
    const put = collector.store.put
    Object.assign(collector.store, { put: () => Promise.reject(new Error('disk full')) })
    const reply = await post(collector, envelope(response(1), { id: 'x' }))
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
    expect((await results(reply)).map((each) => each.status)).toEqual(['retry', 'rejected'])
    expect((await post(collector, envelope(response(1)))).status).toBe(503)
    expect(collector.lines).toContain('store: disk full')
    Object.assign(collector.store, { put })
    expect((await results(await post(collector, envelope(response(1)))))[0]?.status).toBe('stored')
  })

  it('[I11] no time is refused: it is corrected when clocks differ, and clamped', async () => {
    const collector = await collectorWith()
    const now = 1_795_300_000_000
    const at = (startedAt: number) => ({ timings: { startedAt, updatedAt: startedAt } })
    const hour = 3_600_000
    await post(collector, { sentAt: now - 10 * hour, items: [response(1, at(now - 11 * hour))] })
    await post(collector, { sentAt: now, items: [response(2, at(0)), response(3, at(now + 9e11))] })
    const times = new Map((await stored(collector)).map((row) => [row.id, row.occurredAt]))
    expect(times.get(idOf(1))).toBe(now - hour)
    expect(times.get(idOf(2))).toBe(now - 30 * 24 * hour)
    expect(times.get(idOf(3))).toBe(now + 5 * 60_000)
  })

  it('[I12] suspects are stored and flagged, with no delivery', async () => {
    const destinations = [{ id: 'crm', adapter: 'webhook' }]
    const project = { shop: 'S', origins: ['*'], surveys: [], destinations }
    const collector = await collectorWith({ projects: { pk_demo: project } })
    const timings = { startedAt: 1_795_300_000_000, updatedAt: 1_795_300_000_040 }
    const quick = response(2, { drawn: true, timings, answers: twoAnswers })
    const got = await results(await post(collector, envelope(quick, response(3))))
    expect(got.map((each) => each.status)).toEqual(['stored', 'stored'])
    const flags = new Map((await stored(collector)).map((row) => [row.id, row.quarantine]))
    expect([flags.get(idOf(2)), flags.get(idOf(3))]).toEqual(['too_fast', undefined])
    expect((await collector.store.outbox.list({ limit: 10 })).map((row) => row.id)).toEqual([`${idOf(3)}.1`])
  })

  it('[F20] there is no trap field: nothing sends one, and what is called so is an unknown field like any other', async () => {
    const collector = await collectorWith()
    const [got] = await results(await post(collector, envelope({ ...response(1), trap: 'http://spam' })))
    expect(got).toMatchObject({ status: 'stored', leftOut: ['trap'] })
    expect((await stored(collector)).map((row) => row.quarantine)).toEqual([undefined])
  })

  it('[F2] too fast is a sign about our own form alone, and never about one press of a person', async () => {
    const collector = await collectorWith()
    const timings = { startedAt: 1_795_300_000_000, updatedAt: 1_795_300_000_040 }
    const { rate } = twoAnswers
    const modes = ['web', 'link', 'qr', 'kiosk', 'phone', 'observer', 'import'] as const
    const bySdk = modes.map((mode, at) => response(at + 1, { mode, timings, answers: twoAnswers }))
    const onePress = response(20, { drawn: true, timings, answers: { rate } })
    const slowly = { ...timings, updatedAt: timings.startedAt + 300 }
    const quickKeyboard = response(21, { drawn: true, timings: slowly, answers: twoAnswers })
    const trial = response(22, { drawn: true, test: true, timings, answers: twoAnswers })
    const robot = response(23, { drawn: true, mode: 'link', timings, answers: twoAnswers })
    await post(collector, envelope(...bySdk, onePress, quickKeyboard, trial, robot))
    const held = (await stored(collector)).filter((row) => row.quarantine !== undefined).map(({ id }) => id)
    expect(held).toEqual([idOf(23)])
  })

  it('[I15] a destination hears of what it asked for, complaints as urgent, in words', async () => {
    const destinations = [
      { id: 'all', adapter: 'webhook' },
      { id: 'finished', adapter: 'webhook', events: ['response.completed'] },
    ]
    const { survey } = await import('../support/start.ts')
    const project = { shop: 'S', origins: ['*'], surveys: [survey], destinations }
    const collector = await collectorWith({ projects: { pk_demo: project } })
    const low = response(2, { answers: { ordering: { kind: 'rating', value: 1 } } })
    await post(collector, envelope(response(1, { status: 'partial' }), low))
    const rows = await collector.store.outbox.list({ limit: 10 })
    expect(rows.map((row) => [row.id, row.destination, row.lane]).sort()).toEqual(
      [
        [`${idOf(1)}.1`, 'all', 'normal'],
        [`${idOf(2)}.1`, 'all', 'urgent'],
        [`${idOf(2)}.1`, 'finished', 'urgent'],
      ].sort(),
    )
    expect(rows[0]?.delivery.texts?.questions[0]).toMatchObject({ text: 'How did it go?', labels: { 1: 'Very badly' } })
  })

  it('[I20] nothing of the connection is stored, and unknown context is dropped', async () => {
    const collector = await collectorWith({ trustedProxies: ['127.0.0.1'] })
    const item = { ...response(1), context: { path: '/a?card=1#x', browser: 'X', ip: '203.0.113.9' } }
    const headers = { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'Secret/1' }
    await collector.app.request(PATH, { method: 'POST', headers, body: JSON.stringify(envelope(item)) })
    const [row] = await stored(collector)
    expect(JSON.stringify(row)).not.toMatch(/203\.0\.113|Secret|browser|card/)
  })

  it('[I7] a preflight is answered and counted; our own posts need none', async () => {
    const collector = await collectorWith()
    const asked = { 'access-control-request-headers': 'idempotency-key,x-shop' }
    const reply = await collector.app.request(PATH, { method: 'OPTIONS', headers: asked })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('access-control-allow-headers')).toBe('idempotency-key,x-shop')
    expect(await (await collector.app.request('/metrics', { headers: asStaff })).text()).toContain(
      'frankly_preflights_total 1',
    )
  })

  it('a complaint comes back with its receipt and the address of its page', async () => {
    const collector = await collectorWith({ publicUrl: 'https://feedback.example/' })
    const complaint: Partial<Revision> = { complaint: { severity: 'high' }, receiptCode: 'K7M4-2QXD-Z' }
    const [result] = await results(await post(collector, envelope(response(1, complaint))))
    expect(result?.receipt).toEqual({ code: 'K7M4-2QXD-Z', url: 'https://feedback.example/c/K7M4-2QXD-Z' })
    const page = await collector.app.request('/c/k7m4%202qxd%20z')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('We have it')
    expect((await collector.app.request('/c/NOPE')).status).toBe(404)
  })
})

describe('pages for customers', () => {
  const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })

  it('[F14] [F18] codes are not to be guessed: a wrong one costs ten pages, others are served meanwhile', async () => {
    const collector = await collectorWith()
    const ask = (address: string, path = '/c/K7M4-2QXD-Z') => collector.app.request(path, {}, from(address))
    const asked: Response[] = []
    for (let i = 0; i < 20; i += 1) asked.push(await ask('203.0.113.7'))
    expect(asked[0]!.status).toBe(404)
    const refused = asked.at(-1)!
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.text()).toContain('Nothing is lost')
    expect((await ask('203.0.113.7', '/s/purchase')).status).toBe(429)
    expect((await ask('198.51.100.9', '/s/purchase')).status).toBe(200)
    collector.wait(60_000)
    expect((await ask('203.0.113.7', '/s/purchase')).status).toBe(200)
  })
})

describe('other routes', () => {
  it('[I22] config has an ETag and answers 304', async () => {
    const collector = await collectorWith()
    const first = await collector.app.request('/v1/projects/pk_demo/config')
    const body = (await first.json()) as { shop: string; surveys: { id: string }[] }
    expect([body.shop, body.surveys[0]?.id]).toEqual(['Shop', 'purchase'])
    const headers = { 'if-none-match': first.headers.get('etag')! }
    const second = await collector.app.request('/v1/projects/pk_demo/config', { headers })
    expect([second.status, await second.text()]).toEqual([304, ''])
    expect((await problemOf(await collector.app.request('/v1/projects/x/config'))).code).toBe('project_unknown')
  })

  it('[I13] attachments are posted as bytes and judged by them', async () => {
    const collector = await collectorWith()
    const path = `/v1/projects/pk_demo/attachments?id=${idOf(5)}&response=${idOf(1)}&name=a.png`
    const png = PNG
    expect(await (await post(collector, png, { path })).json()).toMatchObject({ id: idOf(5), status: 'stored' })
    expect(await (await post(collector, png, { path })).json()).toMatchObject({ status: 'duplicate' })
    expect((await problemOf(await post(collector, '<svg/>', { path }))).code).toBe('attachment_invalid')
    const nameless = '/v1/projects/pk_demo/attachments'
    expect((await problemOf(await post(collector, png, { path: nameless }))).code).toBe('attachment_invalid')
    expect((await collector.store.attachment('pk_demo', idOf(5)))?.type).toBe('image/png')
  })

  it('[I16] who knows a response’s id may erase it; a subject is only noted for a person', async () => {
    const collector = await collectorWith()
    await post(collector, envelope(response(1), response(2)))
    const path = '/v1/projects/pk_demo/erasures'
    const reply = await post(collector, { responseIds: [idOf(1)], subjectId: 'c-7' }, { path })
    expect(await reply.json()).toEqual({ erased: 1, now: 1_795_300_000_000 })
    expect((await stored(collector)).map((row) => row.id)).toEqual([idOf(2)])
    expect(await collector.store.deadLetters(10)).toMatchObject([{ reason: 'erasure_requested' }])
    const [late] = await results(await post(collector, envelope(response(1, { revision: 5 }))))
    expect(late?.status).toBe('stale')
    expect((await problemOf(await post(collector, { responseIds: ['x'] }, { path }))).code).toBe('erasure_invalid')
  })

  it('[I23] with a token, staff pages need it: bearer or session', async () => {
    const collector = await collectorWith()
    const get = (path: string, headers: Record<string, string> = {}) => collector.app.request(path, { headers })
    for (const path of [
      '/',
      '/v1/responses',
      '/v1/stream',
      '/metrics',
      '/v1/outbox',
      '/v1/conflicts',
      '/v1/dead-letters',
    ]) {
      expect((await problemOf(await get(path))).code).toBe('unauthorized')
      expect((await get(path, { authorization: 'Bearer wrong' })).status).toBe(401)
    }
    expect((await get('/v1/responses', { authorization: `Bearer ${STAFF_TOKEN}` })).status).toBe(200)
    const toLogin = await get('/', { accept: 'text/html' })
    expect([toLogin.status, toLogin.headers.get('location')]).toEqual([303, '/login'])
    const sign = (token: string) =>
      collector.app.request('/login', { method: 'POST', body: new URLSearchParams({ token }) })
    expect((await sign('wrong')).status).toBe(401)
    const cookie = (await sign(STAFF_TOKEN)).headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const session = { cookie: cookie.split(';')[0]! }
    expect((await get('/', session)).status).toBe(200)
    collector.wait(13 * 3_600_000)
    expect((await get('/v1/responses', session)).status).toBe(401)
  })

  it('[I24] pages allow no inline code, and a GET of a survey records nothing', async () => {
    const collector = await collectorWith()
    for (const path of ['/', '/s/purchase', '/login', '/logout', '/outbox', '/c/x', '/s/nothing']) {
      const reply = await collector.app.request(path, { headers: { 'accept-language': 'ru-RU,ru;q=0.9', ...asStaff } })
      const policy = reply.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toContain('unsafe')
      const text = await reply.text()
      expect(text).toContain('<html lang="ru">')
      expect(text).not.toMatch(/<script(?![^>]*src=)|<style|style=|onclick/)
    }
    expect(await stored(collector)).toHaveLength(0)
  })

  it('the live stream gives the backlog in words, then what comes', async () => {
    const collector = await collectorWith()
    await post(collector, envelope(response(1, { locale: 'ru', answers: { ordering: { kind: 'rating', value: 2 } } })))
    const reply = await collector.app.request('/v1/stream', { headers: asStaff })
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (what: string) => {
      while (!text.includes(what)) text += (await reader.read()).value ?? ''
    }
    await until('event: ready')
    expect(text).toContain('"answer":"2 · Плохо"')
    expect(text).toContain('"lane":"urgent"')
    await post(collector, envelope(response(2)))
    await until('number 2')
    await reader.cancel()
  })

  it('lists responses by pages, newest first', async () => {
    const collector = await collectorWith()
    for (let n = 0; n < 5; n++) {
      await post(collector, envelope(response(n)))
      collector.wait(10)
    }
    const seen: string[] = []
    let next: string | undefined = ''
    while (next !== undefined) {
      const reply: Response = await collector.app.request(`/v1/responses?limit=2${next && `&after=${next}`}`, {
        headers: asStaff,
      })
      const body = (await reply.json()) as { items: { id: string }[]; next?: string }
      seen.push(...body.items.map((item) => item.id))
      next = body.next
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map(idOf))
  })

  it('serves the widget’s files with lasting names for hashed ones, and says when it is not built', async () => {
    const { mkdirSync, mkdtempSync, writeFileSync, rmSync } = await import('node:fs')
    const dir = mkdtempSync('/tmp/frankly-widget-')
    const collector = await collectorWith({ widgetDir: dir })
    expect((await problemOf(await collector.app.request('/frankly.js'))).detail).toContain('not built')
    writeFileSync(`${dir}/frankly.js`, 'loader')
    mkdirSync(`${dir}/a`)
    writeFileSync(`${dir}/a/118f28da.js`, 'interface '.repeat(100))
    writeFileSync(`${dir}/integrity.json`, '{}')
    const loader = await collector.app.request('/frankly.js')
    expect(loader.headers.get('content-type')).toContain('text/javascript')
    expect(loader.headers.get('cache-control')).toBe('public, max-age=300')
    const sri = await collector.app.request('/integrity.json')
    expect(sri.headers.get('cache-control')).toBe('public, max-age=300')
    const chunk = await collector.app.request('/a/118f28da.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(chunk.headers.get('cache-control')).toContain('immutable')
    expect(chunk.headers.get('content-encoding')).toBe('br')
    expect((await chunk.arrayBuffer()).byteLength).toBeLessThan(100)
    const again = { headers: { 'if-none-match': chunk.headers.get('etag')! } }
    expect((await collector.app.request('/a/118f28da.js', again)).status).toBe(304)
    expect(chunk.headers.get('access-control-allow-origin')).toBe('*')
    writeFileSync(`${dir}/../frankly-secret.json`, '{}')
    expect((await collector.app.request('/..%2Ffrankly-secret.json')).status).toBe(404)
    rmSync(`${dir}/../frankly-secret.json`)
    rmSync(dir, { recursive: true })
  })

  it('describes itself, lives and is ready', async () => {
    const collector = await collectorWith()
    const api = (await (await collector.app.request('/openapi.json')).json()) as { paths: object }
    expect(Object.keys(api.paths)).toContain('/v1/projects/{key}/responses')
    expect((await collector.app.request('/healthz')).status).toBe(200)
    expect((await collector.app.request('/readyz')).status).toBe(200)
    Object.assign(collector.store, { ping: () => Promise.reject(new Error('gone')) })
    expect((await collector.app.request('/readyz')).status).toBe(503)
  })
})
