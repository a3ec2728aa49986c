import type { ItemResult } from '@frankly/core/wire'
import { expect, it } from 'vitest'
import type { Permission, Role } from '../../src/access/roles.ts'
import { response } from '../support/items.ts'
import { collectorWith, survey, type TestCollector } from '../support/start.ts'

const SHOP = { shop: 'Shop', origins: ['*'] }

async function shops(): Promise<TestCollector> {
  const quoted = { ...survey, quotas: [{ id: 'all', limit: 2 }] }
  return collectorWith({
    projects: { pk_demo: { ...SHOP, surveys: [quoted] }, pk_other: { ...SHOP, surveys: [survey] } },
  })
}

async function tokenOf({ context }: TestCollector, role: Role, project: string, ...scopes: readonly Permission[]) {
  const asked = { name: 'x', membership: { project, role }, ...(scopes.length > 0 ? { scopes } : {}) }
  return { authorization: `Bearer ${(await context.accounts.makeToken(asked, 'test')).token}` }
}

async function post({ app }: TestCollector, items: readonly object[], headers: Record<string, string> = {}) {
  const body = JSON.stringify({ items })
  const reply = await app.request('/v1/projects/pk_demo/responses', { method: 'POST', body, headers })
  if (reply.status !== 200) return reply.status
  return ((await reply.json()) as { results: ItemResult[] }).results
}

const modeOf = async ({ store }: TestCollector, n: number) =>
  JSON.parse((await store.response('pk_demo', response(n).id))!.body).mode

it('[F13] [AC9] phone, observer, mystery and import come with a token that has them, and are never believed from a page', async () => {
  const collector = await shops()
  const modes = ['phone', 'observer', 'mystery', 'import'] as const
  const owner = await tokenOf(collector, 'owner', 'pk_demo')
  const elsewhere = await tokenOf(collector, 'owner', 'pk_other')
  const agent = await tokenOf(collector, 'agent', 'pk_demo')
  for (const [i, mode] of modes.entries()) {
    const n = i * 10
    const said = await post(collector, [response(n, { mode })])
    expect(said).toEqual([expect.objectContaining({ status: 'stored', leftOut: ['mode'] })])
    await post(collector, [response(n + 1, { mode })], owner)
    await post(collector, [response(n + 2, { mode })], elsewhere)
    await post(collector, [response(n + 3, { mode })], agent)
    const seen = await Promise.all([n, n + 1, n + 2, n + 3].map((each) => modeOf(collector, each)))
    expect(seen, mode).toEqual(['web', mode, 'web', mode === 'phone' ? 'phone' : 'web'])
  }
})

it('[AC9] a token with the scope of one way sets it; a wrong one is refused', async () => {
  const collector = await shops()
  const kiosk = await tokenOf(collector, 'agent', 'pk_demo', 'mode:kiosk')
  await post(collector, [response(1, { mode: 'web' }), response(2, { mode: 'mystery' })], kiosk)
  expect([await modeOf(collector, 1), await modeOf(collector, 2)]).toEqual(['kiosk', 'kiosk'])
  expect(await post(collector, [response(3)], { authorization: `Bearer frk_${'x'.repeat(43)}` })).toBe(401)
  // The password of a proxy is none of ours.
  expect(await post(collector, [response(3)], { authorization: 'Basic dTpw' })).toHaveLength(1)
})

it('[AC10] answers of observers and mystery shoppers fill no quota', async () => {
  const collector = await shops()
  const owner = await tokenOf(collector, 'owner', 'pk_demo')
  await post(collector, [response(1, { mode: 'observer' }), response(2, { mode: 'mystery' }), response(3)], owner)
  expect(await collector.store.quotaCount('pk_demo', 'purchase', 'all', 10)).toBe(1)
})
