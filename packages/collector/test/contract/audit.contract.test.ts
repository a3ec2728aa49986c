import { expect, it } from 'vitest'
import { isNoted } from '../../src/http/api/note-act.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

type Log = { readonly items: readonly object[]; readonly next?: string }

it('[VF9] what staff change, and every export, is in the audit log: who, what, to which ids; nothing that is only read', async () => {
  const { app, store } = await collectorWith()
  await store.put([1, 2].map((n) => putItem(response(n), { quarantine: 'too_fast' })))
  const json = { 'content-type': 'application/json' }
  const release = (id: string) =>
    app.request('/v1/held/release', {
      method: 'POST',
      headers: { ...asStaff, ...json },
      body: JSON.stringify({ project: 'pk_demo', id }),
    })
  expect((await release(idOf(1))).status).toBe(200)
  await app.request('/v1/responses', { headers: asStaff })
  await (await app.request('/v1/exports/responses.csv?project=pk_demo', { headers: asStaff })).text()
  expect((await app.request('/v1/held/release', { method: 'POST', headers: json, body: '{}' })).status).toBe(401)

  const read = async (query: string): Promise<Log> =>
    (await app.request(`/v1/audit${query}`, { headers: asStaff })).json()
  const { items } = await read('')
  expect(items).toMatchObject([
    { project: 'pk_demo', by: 'staff-token', action: 'get /v1/exports/{file}', about: { file: 'responses.csv' } },
    { project: 'pk_demo', by: 'staff-token', action: 'post /v1/held/{what}', about: { what: 'release', id: idOf(1) } },
  ])
  const first = await read('?limit=1')
  expect([...first.items, ...(await read(`?limit=1&after=${first.next}`)).items]).toEqual(items)
  expect(await read('?project=pk_demo')).toMatchObject({ items: [{}, {}] })

  const root = await (await app.request('/v1/audit/root', { headers: asStaff })).json()
  expect(root).toMatchObject({ frankly: 'root', heads: [{ project: 'pk_demo' }] })
  expect((await store.verify({ limit: 9, root: root.heads })).faults).toEqual([])
})

it('[VF9] a log that cannot be written costs nobody what was done, and is told', async () => {
  const collector = await collectorWith()
  const { app, store, lines } = collector
  await store.put([putItem(response(1), { quarantine: 'too_fast' })])
  Object.assign(store.audit, { note: () => Promise.reject(new Error('disk full')) })
  const body = JSON.stringify({ project: 'pk_demo', id: idOf(1) })
  const headers = { ...asStaff, 'content-type': 'application/json' }
  expect((await app.request('/v1/held/release', { method: 'POST', headers, body })).status).toBe(200)
  expect(lines.join('\n')).toMatch(
    /audit: staff-token did post \/v1\/held\/\{what\}, which could not be noted: disk full/,
  )
})

it('[VF9] every route by which staff change something is noted', () => {
  for (const method of ['post', 'put', 'patch', 'delete'] as const) {
    expect(isNoted({ method, may: 'signed-in' })).toBe(true)
    expect(isNoted({ method, may: 'responses:decide' })).toBe(true)
    expect(isNoted({ method, may: 'anyone' })).toBe(false)
  }
  expect(isNoted({ method: 'get', may: 'exports:read' })).toBe(true)
  expect(isNoted({ method: 'get', may: 'responses:read' })).toBe(false)
})
