import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createCollectorAdapter } from '@frankly/adapters/collector'
import { type Client, createClient, type RunHandle, type RunView } from '@frankly/core'
import { EVENT_NAMES } from '@frankly/core/client'
import { createNodePlatform } from '@frankly/core/node'
import { serveRoutes } from '@frankly/testing'
import type { Browser, Route } from 'playwright-core'

/** What a rule may do with one page of one device; the same for both faces of the client. */
export interface Visit {
  /** Runs a command; resolves to what it answers, without functions. The run of a `{ shown: true }` is the one of `act`. */
  call(name: string, ...args: readonly unknown[]): Promise<Record<string, unknown>>
  /** Acts on the run that was shown last. */
  act(name: string, ...args: readonly unknown[]): Promise<void>
  run(): Promise<{ view: RunView; delivery: { is: string; by?: string }; receiptCode?: string; responseId: string }>
  /** Listens to a name from now on; what is told stands in `told` under `late:name`. */
  listen(name: string, throws?: boolean): Promise<void>
  /** All events so far, in their order; a run stands as `a run`. */
  told(): Promise<readonly (readonly [string, Record<string, unknown>])[]>
  warnings(): readonly string[]
  /** The customer goes to another page: nobody is asked, nothing is waited for. */
  leave(): Promise<void>
}

/** How a page comes about. */
export interface VisitOptions {
  readonly storage?: 'none' | 'session' | 'local'
  /** Version of the survey. Default 1. */
  readonly version?: number
  readonly locale?: string
}

/** How the way to the collector is. `first code only`: where code comes in pieces, what comes after the first question comes when the way is another. */
export type Way = 'open' | 'answers refused' | 'answers lost' | 'nothing comes' | 'first code only'

/** One customer's device. */
export interface Device {
  visit(options?: VisitOptions): Promise<Visit>
  way(way: Way): Promise<void>
  /** Names of the notes on the device, without the project. */
  notes(): Promise<readonly string[]>
  close(): Promise<void>
}

export const PROJECT = 'pk_rules'
/** The collector's own word that this origin is not welcome. */
const REFUSAL = JSON.stringify({
  type: 'urn:frankly:problem:origin_not_allowed',
  title: 'Forbidden',
  status: 403,
  code: 'origin_not_allowed',
  detail: 'this origin is not allowed',
})
const REFUSED = { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*' }

type Config = { surveys: { id: string; version: number }[] }
const atVersion = (config: Config, version: number): Config => ({
  ...config,
  surveys: config.surveys.map((survey) => ({ ...survey, version })),
})

/** Core's client in this program, with a folder as its device. */
export async function coreDevice(collector: string): Promise<Device> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-rules-'))
  const clients: Client[] = []
  let way: Way = 'open'
  const reach: typeof fetch = async (...given) => {
    if (way === 'nothing comes' || way === 'answers lost') throw new TypeError('fetch failed')
    if (way === 'answers refused') return new Response(REFUSAL, { status: 403, headers: REFUSED })
    return fetch(...given)
  }
  return {
    async visit({ storage, version = 1, locale } = {}) {
      const warnings: string[] = []
      const told: [string, Record<string, unknown>][] = []
      const platform = createNodePlatform({ folder, log: { warn: (line) => warnings.push(line) } })
      const client = createClient({
        project: PROJECT,
        platform,
        transport: createCollectorAdapter({ host: collector, project: PROJECT, fetch: reach }),
        async config() {
          if (way === 'nothing comes') throw new TypeError('fetch failed')
          const reply = await fetch(`${collector}/v1/projects/${PROJECT}/config`)
          return atVersion((await reply.json()) as Config, version) as never
        },
        ...(storage && { storage }),
        ...(locale && { locale }),
      })
      clients.push(client)
      const tell = (name: string) => (event: unknown) => void told.push([name, plain(event)])
      for (const name of EVENT_NAMES) client.on(name, tell(name))
      let run: RunHandle | undefined
      return {
        async call(name, ...args) {
          const result = await (client as never as Record<string, (...args: readonly unknown[]) => unknown>)[name]!(
            ...args,
          )
          run = (result as { run?: RunHandle } | undefined)?.run ?? run
          return plain(result)
        },
        async act(name, ...args) {
          void (run as never as Record<string, (...args: readonly unknown[]) => unknown>)[name]!(...args)
        },
        async run() {
          const { current: view, delivery, receiptCode, responseId } = run!
          return { view, delivery, responseId, ...(receiptCode && { receiptCode }) }
        },
        async listen(name, throws) {
          const hear = tell(`late:${name}`)
          client.on(name as never, (event: unknown) => {
            hear(event)
            if (throws) throw new Error('a listener of the shop')
          })
        },
        told: async () => [...told],
        warnings: () => warnings,
        leave: () => client.destroy(),
      }
    },
    async way(next) {
      way = next
    },
    async notes() {
      const database = new DatabaseSync(join(folder, 'frankly.sqlite'))
      try {
        const rows = database.prepare('select name from small_values').all()
        return rows.map(({ name }) => String(name).replace(`frankly.${PROJECT}.`, '')).sort()
      } finally {
        database.close()
      }
    },
    async close() {
      for (const client of clients) await client.destroy()
    },
  }
}

function plain(value: unknown): Record<string, unknown> {
  const text = JSON.stringify(value, (key, each) => (key === 'run' ? 'a run' : each))
  return text === undefined ? {} : JSON.parse(text)
}

/** The script tag on a plain shop page, with a browser profile as its device: the list of what a rule can do to it. */
export async function tagDevice(collector: string, browser: Browser): Promise<Device> {
  const shop = await serveRoutes({
    '/': (request, response) => {
      const query = new URL(request.url ?? '/', 'http://shop').searchParams
      const attributes = [...query].map(([name, value]) => `data-${name}="${value}"`).join(' ')
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><html lang="en"><title>Shop</title>
<script>window.told=[];window.frankly=window.frankly||function(){(frankly.q=frankly.q||[]).push(arguments)};
window.plain=function(v){var t=JSON.stringify(v,function(k,e){return k==='run'?'a run':e});return t===undefined?{}:JSON.parse(t)};
${JSON.stringify(EVENT_NAMES)}.forEach(function(n){frankly('on',n,function(e){told.push([n,plain(e)])})})</script>
<script async src="${collector}/frankly.js" data-project="${PROJECT}" ${attributes}></script><h1>Thank you</h1></html>`)
    },
    '/next': '<!doctype html><html lang="en"><title>Elsewhere</title></html>',
    '/favicon.ico': (_, response) => void response.writeHead(204).end(),
  })
  const context = await browser.newContext({ locale: 'en' })
  let way: Way = 'open'
  let version = 1
  await context.route('**/responses*', (route) =>
    way === 'open'
      ? route.continue()
      : way === 'answers refused'
        ? route.fulfill({ status: 403, body: REFUSAL, headers: REFUSED })
        : route.abort(),
  )
  const held: Route[] = []
  await context.route('**/{a,d}/*.js*', async (route) => {
    if (way === 'first code only') held.push(route)
    else await route.continue()
  })
  await context.route('**/config*', async (route) => {
    if (way === 'nothing comes') return route.abort()
    try {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, json: atVersion(await reply.json(), version) })
    } catch {
      // the page is gone
    }
  })
  return {
    async visit({ storage, version: wanted = 1, locale } = {}) {
      version = wanted
      const page = await context.newPage()
      const warnings: string[] = []
      page.on('console', (line) => line.type() === 'warning' && warnings.push(line.text()))
      const query = new URLSearchParams({ ...(storage && { storage }), ...(locale && { locale }) })
      await page.goto(`${shop.url}/?${query}`)
      await page.waitForFunction('window.frankly && frankly.show && told.length > 0')
      // `destroy` takes the global away
      await page.evaluate('window.front = frankly')
      return {
        call: (name, ...args) =>
          page.evaluate(
            async ([name, args]) => {
              const { front, plain } = window as never as Record<string, (...args: readonly unknown[]) => unknown>
              const result = (await front!(name, ...args)) as { run?: object } | undefined
              if (result?.run) Object.assign(window, { lastRun: result.run })
              return plain!(result) as Record<string, unknown>
            },
            [name, args] as const,
          ),
        act: (name, ...args) =>
          page.evaluate(
            ([name, args]) => {
              const run = (window as never as { lastRun: Record<string, (...args: readonly unknown[]) => unknown> })
                .lastRun
              void run[name]!(...args)
            },
            [name, args] as const,
          ),
        run: () =>
          page.evaluate(() => {
            const { current, delivery, receiptCode, responseId } = (window as never as { lastRun: RunHandle }).lastRun
            return JSON.parse(JSON.stringify({ view: current, delivery, receiptCode, responseId }))
          }),
        listen: (name, throws) =>
          page.evaluate(
            ([name, throws]) => {
              const { frankly, told, plain } = window as never as {
                frankly: (...args: readonly unknown[]) => unknown
                told: unknown[]
                plain: (value: unknown) => unknown
              }
              frankly('on', name, (event: unknown) => {
                told.push([`late:${name}`, plain(event)])
                if (throws) throw new Error('a listener of the shop')
              })
            },
            [name, throws] as const,
          ),
        told: () => page.evaluate('told'),
        warnings: () => warnings,
        async leave() {
          await page.goto(`${shop.url}/next`)
          await page.close()
        },
      }
    },
    async way(next) {
      way = next
      // the page that asked may be gone
      for (const route of held.splice(0)) await route.continue().catch(() => undefined)
    },
    async notes() {
      const page = await context.newPage()
      await page.goto(`${shop.url}/next`)
      const names = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
      await page.close()
      return names.map((name) => name.replace(`frankly.${PROJECT}.`, '').replace('pk_rules', 'P')).sort()
    },
    async close() {
      await context.close()
      await shop.close()
    },
  }
}
