import { generateSignedCookie } from 'hono/cookie'
import { describe, expect, it } from 'vitest'
import { createPasses } from '../../src/access/passes.ts'
import { response } from '../support/items.ts'
import { asStaff, collectorWith, STAFF_TOKEN, type TestCollector } from '../support/start.ts'

/**
 * Routes that answer everybody. Whatever stands in neither list is for staff: a new route is refused to strangers by
 * this test until somebody writes it here on purpose.
 */
const PUBLIC = [
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /v1/projects/:key/config',
  'POST /v1/projects/:key/responses',
  'POST /v1/projects/:key/impressions',
  'POST /v1/projects/:key/standing',
  'POST /v1/projects/:key/attachments',
  'POST /v1/projects/:key/erasures',
  'GET /s/:surveyId',
  'GET /c/:receipt',
  // Opens one photo for whoever was given the address.
  'GET /f/:token',
  'GET /assets/:name',
  'GET /:file{.+\\.(js|mjs|css|json|map|svg|woff2)}',
]

/** The door itself: shown without a session, but only under our own name and to our own pages. */
const LOGIN = ['GET /login', 'POST /login']
const SIGN_IN = [...LOGIN, 'GET /welcome', 'POST /welcome', 'GET /login/oidc', 'GET /login/oidc/return']

const METRICS_TOKEN = 'Pn4x-Tz7q-Gm2v-Wk9d-Rb5h'

/** The real route table: `METHOD path`, each once, without the middleware for all. */
function routesOf({ app }: TestCollector): readonly string[] {
  const handlers = app.routes.filter(({ method }) => method !== 'ALL')
  return [...new Set(handlers.map(({ method, path }) => `${method} ${path}`))]
}

const staffRoutesOf = (collector: TestCollector) =>
  routesOf(collector).filter((route) => !PUBLIC.includes(route) && !SIGN_IN.includes(route))

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>>>>
}

/** A path that fits, with what the tests store. */
function pathOf(route: string): string {
  return (
    route
      .replace(/^\w+ /, '')
      .replace(/^\/:file\{.*$/, '/frankly.js')
      .replace(':key', 'pk_demo')
      .replace(':surveyId', 'purchase')
      .replace(':survey', 'purchase')
      .replace(':receipt', 'K7M4-2QXD-Z')
      .replace(/:name\b(?!\{)/, 'page.css')
      .replace(/:id\b/g, response(1).id)
      .replace(':project', 'pk_demo')
      // The first of those named.
      .replace(/:\w+\{([a-z]+)\|[^}]*\}/g, '$1')
      .replace(/:file\{responses.*\}/, 'responses.csv')
      .replace(/:\w+(\{[^}]*\})?/g, 'x')
  )
}

const LOOPBACK = { incoming: { socket: { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' } } }

/** Calls a route as it arrives over a connection from this machine. */
async function call(collector: TestCollector, route: string, headers: Record<string, string> = {}) {
  const [method = ''] = route.split(' ')
  const body = method === 'POST' ? { body: '{"all":true,"responseIds":[]}' } : {}
  const all = { host: 'localhost:8787', 'content-type': 'text/plain', ...headers }
  return collector.app.request(pathOf(route), { method, headers: all, ...body }, LOOPBACK)
}

/** A collector with one answer in it, whose words no stranger may see. */
async function filled(given: Record<string, unknown> = {}): Promise<TestCollector> {
  const collector = await collectorWith(
    { metrics: { token: { env: 'METRICS' } }, ...given },
    { METRICS: METRICS_TOKEN },
  )
  const body = JSON.stringify({ items: [response(1)] })
  await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  const { id } = response(1)
  const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  const file = { project: 'pk_demo', id, responseId: id, name: 'a.jpg', type: 'image/jpeg', hash: 'h', receivedAt: 1 }
  const quota = { rows: 1, bytes: 100 }
  await collector.store.putAttachment({ ...file, bytes: photo }, { response: quota, waiting: quota })
  return collector
}

async function session(collector: TestCollector): Promise<string> {
  const reply = await collector.app.request('/login', {
    method: 'POST',
    body: new URLSearchParams({ token: STAFF_TOKEN }),
  })
  return reply.headers.get('set-cookie')!.split(';')[0]!
}

/** Everything that is no credential. */
async function strangers(collector: TestCollector): Promise<Record<string, Record<string, string>>> {
  const { store, context } = collector
  const good = await session(collector)
  const gone = await session(collector)
  await collector.app.request('/logout', { method: 'POST', headers: { cookie: gone } })
  const other = createPasses(store.passes, 'another-token-altogether', context.clock)
  const otherToken = await other.make('session')
  const link = await context.passes!.make('link')
  const { cookieKey } = context.passes!
  const signed = async (value: string, key = cookieKey) => ({
    cookie: (await generateSignedCookie('frankly_session', value, key)).split(';')[0]!,
  })
  const [name = '', value = ''] = good.split('=')
  const [pass = '', signature = ''] = value.split('.')
  const swapped = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
  return {
    nothing: {},
    'a wrong token': { authorization: 'Bearer wrong' },
    'an empty token': { authorization: 'Bearer ' },
    'part of the token': { authorization: `Bearer ${STAFF_TOKEN.slice(0, -1)}` },
    'the token and more': { authorization: `Bearer ${STAFF_TOKEN}x` },
    'the token as a password': { authorization: `Basic ${btoa(`staff:${STAFF_TOKEN}`)}` },
    'the token without a scheme': { authorization: STAFF_TOKEN },
    'the token as a cookie': { cookie: `frankly_session=${STAFF_TOKEN}` },
    'a session of nobody': { cookie: `frankly_session=${'A'.repeat(43)}` },
    'a tampered session': { cookie: `${name}=${swapped(pass)}.${signature}` },
    'a session with a tampered signature': { cookie: `${name}=${pass}.${swapped(signature)}` },
    'a session without its signature': { cookie: `${name}=${pass}` },
    'a session with an empty signature': { cookie: `${name}=${pass}.` },
    'a session that is signed with another key': await signed(pass, other.cookieKey),
    'a session of nobody, signed': await signed('A'.repeat(43)),
    'a session under another token, signed': await signed(otherToken),
    'a session under another token, signed with its key': await signed(otherToken, other.cookieKey),
    'a sign-in link as a session, signed': await signed(link),
    'a session that was signed out': { cookie: gone },
    'a session under another token': { cookie: `frankly_session=${otherToken}` },
    'a sign-in link as a session': { cookie: `frankly_session=${link}` },
    'the name of an object’s own': { cookie: 'frankly_session=__proto__' },
  }
}

describe('[F13] the route table', () => {
  it('every route is public by name, the sign-in, or for staff; and OpenAPI says the same', async () => {
    const collector = await filled()
    const routes = routesOf(collector)
    for (const route of [...PUBLIC, ...SIGN_IN]) expect(routes, 'written down here but gone').toContain(route)
    const staff = staffRoutesOf(collector)
    expect(staff.length).toBeGreaterThan(8)
    const openapi = (await (await collector.app.request('/openapi.json')).json()) as Described
    const described = Object.entries(openapi.paths)
    const documented = described.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        route: `${method.toUpperCase()} ${path}`,
        staff: security !== undefined && JSON.stringify(security) === '[{"bearer":[]},{"session":[]}]',
      })),
    )
    const asDocumented = (route: string) => route.replace(/:(\w+)(\{.*\})?/g, '{$1}')
    expect(documented.map(({ route }) => route).sort()).toEqual(routes.map(asDocumented).sort())
    const forStaff = documented.filter((each) => each.staff).map(({ route }) => route)
    expect(forStaff.sort()).toEqual(staff.map(asDocumented).sort())
  })

  it('no staff route opens without a good credential, from this machine neither; people are sent to the sign-in', async () => {
    const collector = await filled()
    for (const [who, headers] of Object.entries(await strangers(collector))) {
      for (const route of staffRoutesOf(collector)) {
        const reply = await call(collector, route, headers)
        // After ten wrong tokens the answer is to come back later.
        const wanted = who.includes('token') && headers['authorization']?.startsWith('Bearer') ? [401, 429] : [401]
        expect(wanted, `${route} with ${who}`).toContain(reply.status)
        expect(await reply.text(), `${route} with ${who}`).not.toContain('Anna')
        if (headers['authorization'] !== undefined) continue
        const page = await call(collector, route, { ...headers, accept: 'text/html' })
        expect(page.headers.get('location'), `${route} with ${who}`).toMatch(/^\/login/)
        expect(await page.text()).not.toContain('Anna')
      }
    }
  })

  it('a session ends after twelve hours', async () => {
    const collector = await filled()
    const cookie = await session(collector)
    collector.wait(12 * 3_600_000 - 1)
    expect((await call(collector, 'GET /v1/responses', { cookie })).status).toBe(200)
    collector.wait(1)
    for (const route of staffRoutesOf(collector)) expect((await call(collector, route, { cookie })).status).toBe(401)
  })

  it('staff come in by token and by session', async () => {
    const collector = await filled()
    for (const route of staffRoutesOf(collector)) {
      for (const headers of [asStaff, { cookie: await session(collector) }]) {
        const reply = await call(collector, route, headers)
        // No account and no token has the id that is asked for.
        const mayMiss = /accounts|tokens/.test(route)
        const bad = [401, 403, 500, 503, ...(mayMiss ? [] : [404])]
        expect(bad, `${route} ${Object.keys(headers)}`).not.toContain(reply.status)
        await reply.body?.cancel()
      }
    }
  })

  it('the token for measurements opens /metrics and nothing else', async () => {
    const collector = await filled()
    const authorization = `Bearer ${METRICS_TOKEN}`
    for (const route of staffRoutesOf(collector)) {
      const { status } = await call(collector, route, { authorization })
      expect([route, status]).toEqual([route, route === 'GET /metrics' ? 200 : 403])
    }
  })

  it('a foreign Host is refused, whoever asks: a page may point its own name at this machine', async () => {
    const collector = await filled({ publicUrl: 'https://feedback.example', hosts: ['desk.example:8080'] })
    const cookie = (await session(collector)).replace('frankly_session', '__Host-frankly_session')
    const routes = [...staffRoutesOf(collector), ...SIGN_IN]
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      'desk.example',
      'feedback.example:81',
      '10.0.0.1',
      '',
    ]) {
      for (const route of routes) {
        for (const headers of [{}, asStaff, { cookie }]) {
          const reply = await call(collector, route, { ...headers, host })
          expect([reply.status, await reply.text()], `${route} at ${host}`).toEqual([
            403,
            expect.stringContaining('host_not_allowed'),
          ])
        }
      }
    }
    for (const host of [
      'feedback.example',
      'FEEDBACK.example:443',
      'desk.example:8080',
      'localhost',
      '127.0.0.1:9',
      '[::1]:1',
    ])
      expect((await call(collector, 'GET /v1/responses', { ...asStaff, host })).status, host).toBe(200)
  })

  it('a page of another origin is refused, whoever is signed in', async () => {
    const collector = await filled({ publicUrl: 'https://feedback.example' })
    const host = 'feedback.example'
    const pages = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://feedback.example' },
      { origin: 'https://feedback.example:8443' },
      { origin: 'https://shop.feedback.example' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', origin: 'https://shop.example' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      // The browser's word on the site stands above the page's name.
      { 'sec-fetch-site': 'cross-site', origin: 'https://feedback.example' },
      // What no form can send is refused as well.
      { origin: 'https://evil.example', 'content-type': 'application/json' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'content-type': 'application/json' },
    ]
    for (const route of [...staffRoutesOf(collector), ...SIGN_IN]) {
      for (const headers of pages) {
        const reply = await call(collector, route, { ...asStaff, host, ...headers })
        expect(reply.status, `${route} from ${JSON.stringify(headers)}`).toBe(403)
        expect(reply.headers.get('access-control-allow-origin')).toBeNull()
      }
      const own = await call(collector, route, { ...asStaff, host, origin: 'https://feedback.example' })
      expect(own.status, route).not.toBe(403)
      await own.body?.cancel()
    }
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await call(collector, 'GET /', { ...asStaff, host, ...followed })).status).toBe(200)
    expect((await call(collector, 'POST /outbox/replay', { ...asStaff, host, ...followed })).status).toBe(403)
    // No page of ours posted this form: an extension, or a page that hides itself.
    expect((await call(collector, 'POST /outbox/replay', { ...asStaff, host, 'sec-fetch-site': 'none' })).status).toBe(
      403,
    )
  })

  it('without a token nobody is staff: every staff route and the sign-in say so', async () => {
    const collector = await filled({ staff: {} })
    for (const route of [...staffRoutesOf(collector), ...LOGIN]) {
      for (const headers of [{}, asStaff, { authorization: 'Bearer ' }, { authorization: 'Bearer undefined' }]) {
        const reply = await call(collector, route, headers)
        expect([reply.status, await reply.text()], route).toEqual([503, expect.stringContaining('staff_closed')])
      }
      const page = await call(collector, route, { accept: 'text/html', 'accept-language': 'ru' })
      expect(await page.text()).toContain('Страницы для сотрудников закрыты')
    }
    for (const route of ['GET /healthz', 'GET /v1/projects/:key/config'])
      expect((await call(collector, route)).status).toBe(200)
  })
})

describe('[F18] every reply, good or bad', () => {
  const PAGE_POLICY = /^default-src 'none'; .*frame-ancestors 'none'$/

  it('has the security headers and says how long it may be kept', async () => {
    const collector = await filled()
    const wrong = [
      'GET /nowhere',
      'PUT /healthz',
      'POST /',
      'GET /assets/constructor',
      'POST /v1/projects/none/responses',
    ]
    for (const route of [...routesOf(collector), ...wrong]) {
      for (const headers of [{}, asStaff]) {
        const reply = await call(collector, route, headers)
        await reply.body?.cancel()
        const has = (name: string) => reply.headers.get(name)
        expect(has('content-security-policy'), route).toMatch(PAGE_POLICY)
        expect(has('x-content-type-options'), route).toBe('nosniff')
        expect(has('x-frame-options'), route).toBe('DENY')
        expect(has('referrer-policy'), route).toBe('same-origin')
        expect(has('cache-control'), route).not.toBeNull()
      }
    }
    for (const route of [...staffRoutesOf(collector), ...SIGN_IN]) {
      const reply = await call(collector, route, asStaff)
      await reply.body?.cancel()
      expect(reply.headers.get('cache-control'), route).toBe('no-store')
    }
  })

  it('another method is refused with those that are taken', async () => {
    const collector = await filled()
    const routes = routesOf(collector)
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      for (const route of routes) {
        if (routes.includes(`${method} ${route.replace(/^\w+ /, '')}`)) continue
        const reply = await collector.app.request(pathOf(route), { method, headers: asStaff })
        expect([reply.status, reply.headers.get('allow')], `${method} ${route}`).toEqual([405, expect.any(String)])
      }
    }
  })

  it('a name that every object has is no file, no survey, no project, no command', async () => {
    const collector = await filled()
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      for (const path of [
        `/assets/${name}`,
        `/s/${name}`,
        `/s/purchase?project=${name}`,
        `/v1/projects/${name}/config`,
        `/${name}.js`,
        `/c/${name}`,
      ]) {
        expect((await collector.app.request(path)).status, path).toBe(404)
      }
      for (const path of [
        `/v1/outbox?state=${name}`,
        `/v1/responses?order=${name}&after=${name}`,
        `/outbox?lang=${name}`,
      ]) {
        expect((await collector.app.request(path, { headers: asStaff })).status, path).toBe(200)
      }
    }
  })
})
