import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProjectConfig, Response as Revision, Survey } from '@frankly/core'
import { EMPTY_LEDGER } from '@frankly/core/targeting'
import type { ResponsesEnvelope } from '@frankly/core/wire'
import { type BrowserName, launchBrowser, serveRoutes, type TestServer } from '@frankly/testing'
import type { Browser, BrowserContextOptions, Page, ViewportSize } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { built } from './built.ts'

/** A survey as the collector would send it. */
export const survey: Survey = {
  schema: 1,
  id: 'after',
  version: 1,
  title: 'After the purchase',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'one',
      questions: [
        {
          kind: 'rating',
          id: 'ease',
          scale: 'ease5',
          text: { en: 'How easy was it to buy from us?', ru: 'Легко ли было купить у нас?' },
        },
      ],
    },
    {
      id: 'two',
      questions: [
        { kind: 'text', id: 'why', text: { en: 'What should we mend?', ru: 'Что нам исправить?' }, asks: 'fault' },
      ],
    },
  ],
  targeting: { triggers: [{ on: 'purchase' }] },
}

/** A project with the survey above. */
export function config(more: Partial<ProjectConfig> = {}): ProjectConfig {
  return { project: 'pk_demo', shop: 'Lamp & Co', surveys: [survey], governor: {}, ...more }
}

/** A collector that only remembers: its replies can be swapped, it can be down. */
export interface FakeCollector extends TestServer {
  config: unknown
  down: boolean
  readonly requests: { readonly method: string; readonly path: string; readonly search: string }[]
  readonly revisions: Revision[]
}

/** Serves the build and the public paths of a collector, from an origin of its own. */
export async function startFakeCollector(first: unknown = config()): Promise<FakeCollector> {
  const files = await built()
  const requests: FakeCollector['requests'] = []
  const revisions: Revision[] = []
  const cors = { 'access-control-allow-origin': '*', 'timing-allow-origin': '*' }
  const json = (response: ServerResponse, body: unknown): void => {
    response.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://local')
    requests.push({ method: request.method ?? '', path: pathname, search })
    if (server.down) return void request.socket.destroy()
    // a host that knows of no preflight
    if (request.method === 'OPTIONS') return void response.writeHead(405).end()
    if (pathname.endsWith('/config')) return json(response, server.config)
    if (pathname.endsWith('/standing')) return json(response, { ledger: EMPTY_LEDGER })
    if (pathname.endsWith('/responses')) {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { items } = JSON.parse(Buffer.concat(chunks).toString()) as ResponsesEnvelope
      revisions.push(...items)
      return json(response, {
        results: items.map(({ id, revision }) => ({ id, revision, status: 'stored' })),
        now: Date.now(),
      })
    }
    const body = files.get(pathname)
    response.writeHead(body ? 200 : 404, { ...cors, 'content-type': 'text/javascript' }).end(body)
  }
  const served = await serveEverything((request, response) => void answer(request, response))
  const server: FakeCollector = { ...served, config: first, down: false, requests, revisions }
  return server
}

/** One handler for all paths. */
export function serveEverything(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> {
  const every = new Proxy({} as Record<string, typeof handle>, { get: () => handle })
  return serveRoutes(every)
}

/** What a page of a shop is made of. */
export interface ShopPage {
  readonly head?: string
  readonly body?: string
  /** Replaces the script tag. */
  readonly script?: string
  readonly doctype?: string
  /** Attributes of the root element. */
  readonly html?: string
  /** Style sheets of the page, by path. */
  readonly styles?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Shop extends TestServer {
  page: ShopPage
}

/** The tag as the README shows it; further attributes as text. */
export const tag = (collector: string, attributes = ''): string =>
  `<script async src="${collector}/frankly.js" data-project="pk_demo" ${attributes}></script>`

/** A shop on an origin of its own. Every path is the same page. */
export async function startShop(collector: string, page: ShopPage = {}): Promise<Shop> {
  const served = await serveEverything((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    const style = shop.page.styles?.[request.url ?? '']
    if (style !== undefined) return void response.writeHead(200, { 'content-type': 'text/css' }).end(style)
    const { head = '', body = '<h1>Thank you</h1><button id="host">Continue</button>', headers = {} } = shop.page
    const html = `${shop.page.doctype ?? '<!doctype html>'}<html ${shop.page.html ?? 'lang="en"'}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Shop</title>${head}${shop.page.script ?? tag(collector)}</head><body>${body}</body></html>`
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8', ...headers }).end(html)
  })
  const shop: Shop = { ...served, page }
  return shop
}

/** The push of a thank-you page. */
export const purchase = `window.dataLayer=window.dataLayer||[];dataLayer.push({ecommerce:null});dataLayer.push({event:'purchase',ecommerce:{transaction_id:'A-1',value:1990,currency:'RUB',items:[{item_id:'S1',item_name:'Lamp',price:1990,quantity:1}]}})`

/** A tab with the errors that the page would have seen. */
export interface Tab {
  readonly page: Page
  readonly errors: string[]
  close(): Promise<void>
}

/** Opens a tab that writes down every error and console line. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`error: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') errors.push(`${line.type()}: ${line.text()}`)
  })
  if (url) await page.goto(url)
  return { page, errors, close: () => context.close() }
}

/** What the tests of one `describe` share, and the tab of the test that runs. */
export interface Rig {
  readonly browser: Browser
  readonly collector: FakeCollector
  readonly shop: Shop
  readonly tab: Tab
  readonly page: Page
  /** Opens the tab of this test, by default on the shop. */
  visit(options?: BrowserContextOptions, url?: string): Promise<void>
}

/**
 * One browser, collector and shop for a `describe`; before each test they are as new, after each the tab must have
 * seen no error and is closed.
 */
export function setUp(name: BrowserName, first: ShopPage = {}, viewport?: ViewportSize): Rig {
  let browser: Browser
  let collector: FakeCollector
  let shop: Shop
  let tab: Tab | undefined
  beforeAll(async () => {
    ;[browser, collector] = await Promise.all([launchBrowser(name), startFakeCollector()])
    shop = await startShop(collector.url)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
    await collector?.close()
  })
  beforeEach(() => {
    collector.config = config()
    collector.down = false
    collector.requests.length = 0
    collector.revisions.length = 0
    shop.page = first
  })
  afterEach(async () => {
    const errors = tab?.errors ?? []
    await tab?.close()
    tab = undefined
    expect(errors).toEqual([])
  })
  const opened = (): Tab => {
    if (!tab) throw new Error('no tab yet: visit first')
    return tab
  }
  return {
    get browser() {
      return browser
    },
    get collector() {
      return collector
    },
    get shop() {
      return shop
    },
    get tab() {
      return opened()
    },
    get page() {
      return opened().page
    },
    async visit(options = viewport ? { viewport } : {}, url = shop.url) {
      await tab?.close()
      tab = await openTab(browser, url, options)
    },
  }
}

/** The push of a thank-you page, as a script. */
export const bought = (nonce = ''): string => `<script nonce="${nonce}">${purchase}</script>`

/** The card of the widget. */
export const card = (page: Page) => page.locator('frankly-box .card')

/** Answers both pages of the survey above and waits for the thanks. */
export async function answer(page: Page, words = 'Fine'): Promise<void> {
  await card(page).getByText('In between').click()
  await card(page).getByRole('textbox').fill(words)
  await card(page).getByRole('button', { name: 'Send' }).click()
  await card(page).getByText('Got it, thank you.').waitFor()
}

/** Waits until the loader has taken the place of the stub, so that `frankly(…)` is answered. */
export const awake = (page: Page) => page.waitForFunction('window.frankly && frankly.show')

/** `expect.poll` with a patience that a loaded machine needs. */
export const eventually = <Value>(read: () => Value): ReturnType<typeof expect.poll<Value>> =>
  expect.poll(read, { timeout: 20_000, interval: 100 })
