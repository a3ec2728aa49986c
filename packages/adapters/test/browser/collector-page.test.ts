import { type FakeServer, sampleDelivery, startFake } from '@frankly/adapters/testing'
import type { SendOutcome } from '@frankly/core'
import { BROWSERS, launchBrowser, serveRoutes, type TestServer } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledGlobal } from '../support/bundled.ts'

/** What a page's browser makes of the collector's adapter: things that no stand-in of `fetch` shows. */
describe.each(BROWSERS)('collector adapter in %s', (name) => {
  let browser: Browser
  let fake: FakeServer
  let open: TestServer
  let strict: TestServer

  beforeAll(async () => {
    const script = await bundledGlobal('createCollectorAdapter', '@frankly/adapters/collector')
    const page = '<!doctype html><script src="/adapter.js"></script>'
    open = await serveRoutes({ '/': page, '/adapter.js': script })
    strict = await serveRoutes(
      { '/': page, '/adapter.js': script },
      { 'content-security-policy': "default-src 'self'" },
    )
    fake = await startFake({
      check: () => undefined,
      ok: ({ json }) => {
        const { items } = json as { items: { id: string; revision: number }[] }
        return {
          status: 200,
          body: { now: 1, results: items.map(({ id, revision }) => ({ id, revision, status: 'stored' })) },
        }
      },
    })
    browser = await launchBrowser(name)
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([fake?.close(), open?.close(), strict?.close()])
  })

  async function send(from: string, host: string, leaving: boolean): Promise<SendOutcome> {
    const page = await browser.newPage()
    try {
      await page.goto(from)
      const given = { host, leaving, delivery: sampleDelivery('response.completed') }
      return await page.evaluate(async ({ host, leaving, delivery }) => {
        const make = (
          globalThis as never as {
            createCollectorAdapter: (options: object) => { sendMany: (...args: unknown[]) => Promise<unknown[]> }
          }
        ).createCollectorAdapter
        const outcomes = await make({ host, project: 'pk' }).sendMany([delivery], new AbortController().signal, {
          leaving,
        })
        const { cause, ...rest } = outcomes[0] as { cause?: unknown }
        return { ...rest, ...(cause === undefined ? {} : { cause: String(cause) }) } as never
      }, given)
    } finally {
      await page.close()
    }
  }

  it.each([false, true])('another origin, leaving %s: delivered without a preflight', async (leaving) => {
    const before = fake.requests.length
    expect(await send(open.url, fake.url, leaving)).toMatchObject({ status: 'delivered' })
    const seen = fake.requests.slice(before)
    expect(seen.map(({ method }) => method)).toEqual(['POST'])
    expect(seen[0]!.headers['content-type']).toBe('text/plain;charset=utf-8')
    expect(seen[0]!.headers['cookie']).toBeUndefined()
  })
  it('the same with one more header would ask first: the check above can fail', async () => {
    const before = fake.requests.length
    const page = await browser.newPage()
    await page.goto(open.url)
    await page.evaluate(
      (url) => fetch(url, { method: 'POST', body: '{"items":[]}', headers: { 'x-more': '1' } }),
      fake.url,
    )
    await page.close()
    expect(fake.requests.slice(before).map(({ method }) => method)).toEqual(['OPTIONS', 'POST'])
  })
  it('a policy of the page that forbids the host is known as `blocked`', async () => {
    expect(await send(strict.url, fake.url, false)).toMatchObject({ status: 'retry', scope: 'blocked' })
  })
  it('nobody there is a retry of the destination', async () => {
    const gone = await startFake({ check: () => undefined, ok: () => ({ status: 200 }) })
    await gone.close()
    expect(await send(open.url, gone.url, false)).toMatchObject({ status: 'retry', scope: 'destination' })
  })
})
