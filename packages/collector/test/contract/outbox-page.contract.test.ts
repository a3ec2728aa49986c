import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { asStaff, collectorWith, STAFF_TOKEN, survey, type TestCollector } from '../support/start.ts'

const destinations = [
  { id: 'crm', adapter: 'webhook' },
  { id: 'quiet', adapter: 'slack', events: ['bad-news'] },
]
const projects = { pk_demo: { shop: 'Tea <b>', origins: ['*'], surveys: [survey], destinations } }

/** One row that has stopped, for the reason given, and one that waits. */
async function withRows(given: Record<string, unknown> = {}): Promise<TestCollector> {
  const collector = await collectorWith({ projects, ...given })
  const body = JSON.stringify({ items: [response(1), response(2)] })
  await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  const { outbox } = collector.store
  const [row] = await outbox.claim({ now: collector.context.clock.now(), leaseMs: 1000, limit: 1 })
  await outbox.dead(row!, 'http_422: <script>no such field</script>')
  return collector
}

const html = { accept: 'text/html', ...asStaff }

describe('the page /outbox', () => {
  it('[O15] shows what waits and what has stopped, with the reason and not the words', async () => {
    const { app } = await withRows()
    const reply = await app.request('/outbox', { headers: html })
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await reply.text()
    expect(text).toContain('http_422: &lt;script&gt;no such field')
    expect(text).toContain('1 waiting, 1 stopped')
    expect(text).toContain('Nothing is on its way.')
    expect(text).toContain('Tea &lt;b&gt;')
    expect(text).not.toContain('Anna helped me')
    expect(text).not.toContain('<script')
    const russian = await (await app.request('/outbox?lang=ru', { headers: html })).text()
    expect(russian).toContain('Отправить снова')
  })

  it('[O15] its buttons send one or all again', async () => {
    const collector = await withRows()
    const [dead] = await collector.store.outbox.list({ state: 'dead', limit: 10 })
    const press = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      collector.app.request('/outbox/replay', {
        method: 'POST',
        headers: { ...asStaff, ...headers },
        body: new URLSearchParams(fields),
      })
    const reply = await press({ project: 'pk_demo', destination: 'crm', id: dead!.id })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/outbox?lang=en&replayed=1'])
    expect(await collector.store.outbox.list({ state: 'dead', limit: 10 })).toEqual([])
    const page = await (await collector.app.request(reply.headers.get('location')!, { headers: asStaff })).text()
    expect(page).toContain('Back in the queue: 1')
    expect(await collector.store.outbox.list({ state: 'waiting', limit: 10 })).toHaveLength(2)
  })

  it('[O15] pages of other sites cannot press them', async () => {
    const collector = await withRows({ publicUrl: 'https://feedback.example' })
    const press = async (over: Record<string, string>) => {
      const headers = { ...asStaff, ...over }
      return (await collector.app.request('/v1/outbox/replay', { method: 'POST', headers, body: '{"all":true}' }))
        .status
    }
    expect(await press({ origin: 'https://evil.example', host: 'feedback.example' })).toBe(403)
    expect(await press({ origin: 'null', host: 'feedback.example' })).toBe(403)
    expect(await press({ origin: 'http://feedback.example', host: 'feedback.example' })).toBe(403)
    expect(await press({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await press({ origin: 'https://feedback.example', host: 'feedback.example' })).toBe(200)
    expect(await press({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await press({})).toBe(200)
  })

  it('[O15] it is for staff', async () => {
    const { app } = await withRows()
    const page = await app.request('/outbox', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('location')]).toEqual([303, '/login?next=%2Foutbox'])
    expect((await app.request('/outbox/replay', { method: 'POST' })).status).toBe(401)
    expect((await app.request('/v1/outbox/replay', { method: 'POST' })).status).toBe(401)
    const authorization = `Bearer ${STAFF_TOKEN}`
    expect((await app.request('/outbox', { headers: { ...html, authorization } })).status).toBe(200)
    const list = await app.request('/v1/outbox?state=dead&destination=crm', { headers: { authorization } })
    expect(await list.json()).toMatchObject({
      items: [{ state: 'dead', destination: 'crm' }],
      destinations: [{ project: 'pk_demo', destination: 'crm', waiting: 1, dead: 1 }],
    })
  })
})
