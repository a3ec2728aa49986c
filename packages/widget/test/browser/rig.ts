import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  EMPTY_LEDGER,
  type ProjectConfig,
  type ResponsesEnvelope,
  type Response as Revision,
  type Survey,
} from '@frankly/core'
import { type BrowserName, launchBrowser, serveRoutes, type TestServer } from '@frankly/testing'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

const widget = join(import.meta.dirname, '..', '..')
const cdn = join(widget, 'dist', 'cdn')

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs
    }),
  )
}

const builtAt = (): number => statSync(join(cdn, 'integrity.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The files of the script-tag build, by path: `/frankly.js`, `/a/….js`, `/single/frankly.js`. */
export type Build = ReadonlyMap<string, Buffer>

/** Builds when the sources are newer, one test file at a time, and keeps a copy: another file may build again. */
export async function built(): Promise<Build> {
  const lock = join(widget, 'dist', '.building')
  mkdirSync(join(widget, 'dist'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      // a lock that a killed run left behind
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > 120_000) rmSync(lock, { recursive: true, force: true })
      await new Promise((go) => setTimeout(go, 200))
    }
  }
  try {
    if (builtAt() < Math.max(newest(join(widget, 'src')), newest(join(widget, 'build'))))
      await promisify(execFile)(process.execPath, ['--conditions=frankly-source', 'build/build-cdn.ts'], {
        cwd: widget,
      })
    const files = new Map<string, Buffer>()
    for (const [path, folder] of [
      ['', cdn],
      ...['a', 'b', 'd'].map((name) => [`/${name}`, join(cdn, name)] as const),
      ['/single', join(cdn, '..', 'single')],
    ] as const)
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.js')))
        files.set(`${path}/${name}`, readFileSync(join(folder, name)))
    return files
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

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
  readonly requests: { readonly method: string; readonly path: string }[]
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
    const { pathname } = new URL(request.url ?? '/', 'http://local')
    requests.push({ method: request.method ?? '', path: pathname })
    if (server.down) return void request.socket.destroy()
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
    const { head = '', body = '<h1>Thank you</h1><button id="host">Continue</button>', headers = {} } = shop.page
    const html = `${shop.page.doctype ?? '<!doctype html>'}<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Shop</title>${head}${shop.page.script ?? tag(collector)}</head><body>${body}</body></html>`
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

/** A browser of the given name with what tests need of it. */
export async function open(name: BrowserName): Promise<Browser> {
  return launchBrowser(name)
}

/** The card of the widget. */
export const card = (page: Page) => page.locator('frankly-box .card')

/** `expect.poll` with a patience that a loaded machine needs. */
export const eventually = <Value>(read: () => Value): ReturnType<typeof expect.poll<Value>> =>
  expect.poll(read, { timeout: 20_000, interval: 100 })
