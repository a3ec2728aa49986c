import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission, ROLES as ROLE_TABLE, type Role } from '../../src/access/roles.ts'
import { response } from '../support/items.ts'
import { addressOf, type Operation, operationsOf, requestOf } from '../support/operations.ts'
import { collectorWith, survey, type TestCollector } from '../support/start.ts'

/**
 * What each role may, written by hand a second time: `roles.ts` says the same, and neither can change alone. `r` is every
 * permission that ends in `:read`.
 */
const MAY: Readonly<Record<Role, (permission: string) => boolean>> = {
  owner: () => true,
  manager: (it) => it !== 'access:write',
  line_manager: (it) =>
    ['responses:read', 'contacts:read', 'responses:decide', 'surveys:read', 'exports:read'].includes(it),
  agent: (it) => ['responses:read', 'contacts:read', 'surveys:read'].includes(it),
  partner: (it) => ['responses:read', 'surveys:read'].includes(it),
  auditor: (it) => it.endsWith(':read'),
}
const ROLES = Object.entries(MAY)

/** Words of the one shop that nobody of the other may read. */
const SECRET = 'Anna helped me'

async function twoShops(): Promise<TestCollector> {
  const project = { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey] }
  const collector = await collectorWith({ projects: { pk_demo: project, pk_other: { ...project, shop: 'Other' } } })
  const items = [response(1), response(2, { complaint: { severity: 'high' }, receiptCode: 'K7M4-2QXD-Z' })]
  await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body: JSON.stringify({ items }) })
  return collector
}

const tokenOf = async (collector: TestCollector, project: string, role: string, scopes?: readonly Permission[]) => {
  const membership = { project, role: role as Role }
  const { token } = await collector.context.accounts.makeToken(
    { name: role, membership, ...(scopes ? { scopes } : {}) },
    'test',
  )
  return { authorization: `Bearer ${token}` }
}

const described = async ({ app }: TestCollector) => operationsOf(await (await app.request('/openapi.json')).json())
const isStaff = ({ may }: Operation) => may !== 'anyone' && may !== 'own-page'
const EXAMPLES = { project: 'pk_demo', id: response(2).id, receipt: 'K7M4-2QXD-Z' }

/** The address with the project in it, wherever the operation takes one. */
function askFor(operation: Operation, project: string): { readonly path: string; readonly init: RequestInit } {
  const examples = { ...EXAMPLES, project }
  const path = addressOf(operation, examples)
  const takes = operation.parameters.some((each) => each.name === 'project' && each.in === 'query')
  const named =
    takes && !path.includes('project=') ? `${path}${path.includes('?') ? '&' : '?'}project=${project}` : path
  return { path: named, init: requestOf(operation, examples) }
}

async function statusOf(
  { app }: TestCollector,
  operation: Operation,
  project: string,
  headers: Record<string, string>,
) {
  const { path, init } = askFor(operation, project)
  const reply = await app.request(path, { ...init, headers: { ...init.headers, ...headers } })
  const text = reply.headers.get('content-type') === 'text/event-stream' ? '' : await reply.text()
  if (text === '') await reply.body?.cancel().catch(() => {})
  return { status: reply.status, text, name: `${operation.method} ${path}` }
}

describe('[F13] [AC3] tenant × role × route, from the running server’s own description', () => {
  it.each(ROLES)(
    '%s: in the own project what the role may, elsewhere nothing, everywhere the same refusal',
    async (role, may) => {
      const collector = await twoShops()
      const here = await tokenOf(collector, 'pk_demo', role)
      const elsewhere = await tokenOf(collector, 'pk_other', role)
      const everywhere = await tokenOf(collector, '*', role)
      let refused = 0
      for (const operation of (await described(collector)).filter(isStaff)) {
        const mayHere = operation.may === 'signed-in' || (may(operation.may) && !operation.whole)
        const mayAll = operation.may === 'signed-in' || may(operation.may)
        const own = await statusOf(collector, operation, 'pk_demo', here)
        expect([own.name, own.status === 403], `${role} of pk_demo`).toEqual([own.name, !mayHere])
        const all = await statusOf(collector, operation, 'pk_demo', everywhere)
        expect([all.name, all.status === 403], `${role} of all`).toEqual([all.name, !mayAll])
        const other = await statusOf(collector, operation, 'pk_demo', elsewhere)
        expect(other.text, `${other.name} as ${role} of pk_other`).not.toContain(SECRET)
        const names = /pk_demo/.test(other.name) && operation.may !== 'signed-in'
        if (names || !mayHere) expect([other.name, other.status], `${role} of pk_other`).toEqual([other.name, 403])
        if (other.status !== 403) continue
        refused += 1
        // A project that is not there looks like one that is somebody else's.
        const unknown = await statusOf(collector, operation, 'pk_nowhere', elsewhere)
        expect([unknown.status, unknown.text], unknown.name).toEqual([403, other.text])
        expect(JSON.parse(other.text), other.name).toMatchObject({ code: 'forbidden' })
      }
      expect(refused).toBeGreaterThan(3)
      expect(collector.lines.join('\n')).not.toMatch(/frk_/)
    },
  )

  it('a partner, and a token without contacts:read, reads what was said and never by whom', async () => {
    const collector = await twoShops()
    const said = response(7, {
      subject: { id: 'customer-4711', traits: { phone: '+70001112233' } },
      receiptCode: 'K7M4-2QXD-Z',
      complaint: { severity: 'high' },
      context: { path: '/thanks-4711', order: { orderId: 'ORDER-4711', value: 5 }, tags: { team: 'kazan-4711' } },
      answers: {
        best: { kind: 'text', text: 'Anna helped me' },
        how: { kind: 'contact', channel: 'email', address: 'buyer-4711@mail.example' },
      },
      consents: [{ purpose: 'contact', granted: true, textVersion: '1', at: 1_795_000_000_000 }],
    })
    await collector.app.request('/v1/projects/pk_demo/responses', {
      method: 'POST',
      body: JSON.stringify({ items: [said] }),
    })
    const readers = [
      await tokenOf(collector, 'pk_demo', 'partner'),
      await tokenOf(collector, 'pk_demo', 'owner', ['responses:read', 'exports:read', 'responses:decide']),
    ]
    const all = await tokenOf(collector, 'pk_demo', 'agent')
    let told = 0
    const ways = [
      '/',
      '/lists/complaints',
      `/answers/pk_demo/${said.id}`,
      '/find?code=K7M4-2QXD-Z',
      '/v1/responses',
      '/v1/held',
      '/v1/exports/responses.csv',
      '/v1/exports/responses.ndjson',
    ]
    for (const path of ways) {
      for (const headers of readers) {
        const reply = await collector.app.request(path, { headers })
        const text = await reply.text()
        if (reply.status === 403) continue
        if (text.includes(SECRET)) told += 1
        expect(text.replaceAll('pk_demo', ''), path).not.toMatch(/4711|K7M4-2QXD-Z(?!"? *(name|value)=)|\+7000/)
      }
    }
    expect(told).toBeGreaterThan(9)
    expect(await (await collector.app.request('/v1/responses', { headers: all })).text()).toContain('buyer-4711')
  })

  it('who has a team sees its answers alone, and decides about no other', async () => {
    const collector = await twoShops()
    const items = Array.from({ length: 30 }, (_, i) =>
      response(100 + i, {
        context: { tags: { team: i % 3 === 0 ? 'kazan' : 'omsk' } },
        answers: { best: { kind: 'text', text: i % 3 === 0 ? 'of kazan' : 'of omsk' } },
      }),
    )
    await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body: JSON.stringify({ items }) })
    const membership = { project: 'pk_demo', role: 'line_manager' as const, team: 'kazan' }
    const { token } = await collector.context.accounts.makeToken({ name: 'x', membership }, 'test')
    const headers = { authorization: `Bearer ${token}` }
    const read = async (path: string) => (await collector.app.request(path, { headers })).text()
    for (const path of ['/', '/lists/rest', '/v1/responses', '/v1/exports/responses.csv']) {
      const text = await read(path)
      expect(text, path).toContain('of kazan')
      expect(text, path).not.toMatch(/of omsk|Anna/)
    }
    const first = JSON.parse(await read('/v1/responses?limit=6'))
    const second = JSON.parse(await read(`/v1/responses?limit=6&after=${first.next}`))
    expect([first.items.length, second.items.length, second.next]).toEqual([6, 4, undefined])
    expect((await collector.app.request(`/answers/pk_demo/${response(101).id}`, { headers })).status).toBe(404)
  })

  it('an account with roles in two projects reads both, and nothing of a third', async () => {
    const collector = await twoShops()
    const { accounts, passes } = collector.context
    await accounts.grant({ email: 'a@shop.example', name: 'A' }, { project: 'pk_other', role: 'agent' }, 'test')
    const { account } = await accounts.grant(
      { email: 'a@shop.example', name: 'A' },
      { project: 'pk_demo', role: 'auditor' },
      'test',
    )
    const reply = await collector.app.request('/login', {
      method: 'POST',
      body: new URLSearchParams({ link: await passes.make('link', account.id) }),
    })
    const headers = { cookie: reply.headers.get('set-cookie')!.split(';')[0]! }
    const status = async (path: string) => (await collector.app.request(path, { headers })).status
    expect(await status('/v1/responses?project=pk_demo')).toBe(200)
    expect(await status('/v1/outbox?project=pk_demo')).toBe(200)
    expect(await status('/v1/outbox?project=pk_other')).toBe(403)
    expect(await status('/v1/responses?project=pk_third')).toBe(403)
    expect(await (await collector.app.request('/v1/responses', { headers })).text()).toContain(SECRET)
  })

  it('a token with scopes opens these alone, and is no sign-in', async () => {
    const collector = await twoShops()
    const scoped = await tokenOf(collector, '*', 'owner', ['ops:read'])
    for (const operation of (await described(collector)).filter(isStaff)) {
      const { status, name } = await statusOf(collector, operation, 'pk_demo', scoped)
      expect([name, status === 403]).toEqual([name, operation.may !== 'ops:read'])
    }
  })

  it('a token that has ended, or that nobody made, opens nothing; its last use is known to the minute', async () => {
    const collector = await twoShops()
    const { accounts } = collector.context
    const { tokens } = collector.store.accounts
    const short = { name: 'short', membership: { project: 'pk_demo', role: 'agent' as const }, lastsMs: 60_000 }
    const { token, kept } = await accounts.makeToken(short, 'test')
    const ask = async (given: string) =>
      (await collector.app.request('/v1/responses', { headers: { authorization: `Bearer ${given}` } })).status
    expect(await tokens.list()).toEqual([kept])
    expect(await ask(token)).toBe(200)
    expect((await tokens.list())[0]?.usedAt).toBe(collector.context.clock.now())
    expect(await ask(`${token.slice(0, -1)}x`)).toBe(401)
    collector.wait(60_000)
    expect(await ask(token)).toBe(401)
    const lasting = await accounts.makeToken({ name: 'lasting', membership: short.membership }, 'test')
    expect(await ask(lasting.token)).toBe(200)
    await accounts.endToken(lasting.kept.id, 'test')
    expect(await ask(lasting.token)).toBe(401)
  })
})

it('[AC3] the table of the guide says what the roles may', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/staff-access.md', import.meta.url), 'utf8')
  const [, ...names] =
    /^\| \| (owner .*) \|$/m
      .exec(guide)?.[0]
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1) ?? []
  const rows = [...guide.matchAll(/^\| `([\w:]+)` \|(.*)\|$/gm)].map(([, permission, cells = '']) => [
    permission,
    cells.split('|').map((cell) => cell.trim() === 'yes'),
  ])
  expect(names).toEqual(Object.keys(ROLE_TABLE))
  const table = Object.values(ROLE_TABLE)
  expect(rows.toSorted()).toEqual(PERMISSIONS.map((each) => [each, table.map((role) => role.has(each))]).toSorted())
})
