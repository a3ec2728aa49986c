import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Service, startNginx } from '@frankly/testing/services'
import { createAdaptorServer } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { asStaff, collectorWith, survey, type TestCollector } from '../support/start.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Where the collector listens. */
const SOCKETS = {
  'IPv4 loopback': '127.0.0.1',
  'IPv6 loopback': '::1',
  'a socket file': 'file',
} as const

/** What the proxy says of the request. */
const PROXIES = {
  'nothing, as nginx does unless told': '',
  'the Host': 'proxy_set_header Host $host;',
  'the Host and on whose behalf':
    'proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto https;',
  'on whose behalf alone': 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  'on whose behalf, the new way': 'proxy_set_header Forwarded "for=$remote_addr;host=$host";',
} as const

/** A collector with one answer and one stopped delivery, on a socket of its own. */
async function listening(
  where: string,
  given: Record<string, unknown>,
): Promise<{ collector: TestCollector; upstream: string }> {
  const destinations = [{ id: 'crm', adapter: 'webhook' }]
  const projects = { pk_demo: { shop: 'Tea', origins: ['*'], surveys: [survey], destinations } }
  const collector = await collectorWith({ projects, ...given })
  const body = JSON.stringify({ items: [response(1)] })
  await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  const { outbox } = collector.store
  const [row] = await outbox.claim({ now: collector.context.clock.now(), leaseMs: 1000, limit: 1 })
  await outbox.dead(row!, 'http_422')
  const server = createAdaptorServer({ fetch: collector.app.fetch }) as Server
  const folder = mkdtempSync(join(tmpdir(), 'frankly-socket-'))
  const path = join(folder, 'frankly.sock')
  await new Promise<void>((resolve) =>
    where === 'file' ? server.listen(path, resolve) : server.listen(0, where, resolve),
  )
  stops.push(
    () => new Promise((resolve) => server.close(resolve)),
    async () => rmSync(folder, { recursive: true, force: true }),
  )
  server.unref()
  if (where === 'file') return { collector, upstream: `http://unix:${path}:` }
  const { port } = server.address() as AddressInfo
  return { collector, upstream: `http://${where === '::1' ? '[::1]' : where}:${port}` }
}

async function behind(upstream: string, headers: string): Promise<Service> {
  const nginx = await startNginx(`proxy_pass ${upstream}; proxy_http_version 1.1; ${headers}`)
  // The proxy first: the server behind it closes when nothing is connected any more.
  stops.unshift(() => nginx.stop())
  return nginx
}

/** Every staff page and list, and what changes something. */
const STAFF: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/'],
  ['GET', '/v1/responses'],
  ['GET', '/v1/stream'],
  ['GET', '/v1/outbox'],
  ['GET', '/outbox'],
  ['GET', '/metrics'],
  ['POST', '/outbox/replay'],
  ['POST', '/v1/outbox/replay'],
]

describe.each(Object.entries(SOCKETS))('[F13] behind nginx on the same machine, the collector on %s', (_, where) => {
  it.each(Object.entries(PROXIES))(
    'a stranger reads nothing and sends nothing again; the proxy passes on %s',
    async (_, headers) => {
      for (const address of [{}, { publicUrl: 'https://feedback.example' }]) {
        const { collector, upstream } = await listening(where, address)
        const { port } = await behind(upstream, headers)
        for (const [method, path] of STAFF) {
          for (const accept of ['text/html', '*/*']) {
            const body = method === 'POST' ? { body: new URLSearchParams({ project: 'pk_demo' }) } : {}
            const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
              method,
              headers: { accept },
              redirect: 'manual',
              ...body,
            })
            expect([401, 403, 303], `${method} ${path}`).toContain(reply.status)
            expect(await reply.text()).not.toContain('Anna')
          }
        }
        expect(await collector.store.outbox.list({ state: 'dead', limit: 10 })).toHaveLength(1)
        for (const stop of stops.splice(0)) await stop()
      }
    },
  )
})

describe('[F13] staff behind nginx', () => {
  const throughProxy = async (headers: string, given: Record<string, unknown>, asked = '127.0.0.1') => {
    const { upstream } = await listening('127.0.0.1', given)
    const { port } = await behind(upstream, `${headers.replace('$host', asked)}`)
    return fetch(`http://127.0.0.1:${port}/v1/responses`, { headers: asStaff })
  }
  const publicUrl = 'https://feedback.example'

  it('come in by the public address, and by a name that the configuration lists', async () => {
    for (const headers of [PROXIES['the Host'], PROXIES['the Host and on whose behalf']]) {
      expect((await throughProxy(headers, { publicUrl }, 'feedback.example')).status).toBe(200)
      expect((await throughProxy(headers, { hosts: ['desk.example'] }, 'desk.example')).status).toBe(200)
    }
  })

  it('are told what to set when the collector does not know its own name', async () => {
    const unknown = await throughProxy(PROXIES['the Host'], {}, 'feedback.example')
    expect([unknown.status, await unknown.text()]).toEqual([403, expect.stringContaining('set \\"publicUrl\\"')])
    const hidden = await throughProxy(PROXIES['on whose behalf alone'], { publicUrl })
    expect([hidden.status, await hidden.text()]).toEqual([403, expect.stringContaining('proxy_set_header Host $host')])
  })
})
