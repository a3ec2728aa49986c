import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type BrowserName, launchBrowser, launchProfile } from '../browsers.ts'
import { type CollectorProcess, startCollector } from '../collector-process.ts'
import { startNode } from '../node-process.ts'
import { repoPath } from '../repo.ts'
import { serveRoutes } from '../serve.ts'
import type { Cure } from './cures.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { killBrowser } from './kill-browser.ts'
import { type Oracle, startOracle } from './oracle.ts'
import type { ChaosPage, Wish } from './page/harness.ts'
import { type Seeded, seeded } from './seeded.ts'
import type { ChaosStore } from './stores.ts'

/** Where one row of the suite plays: a browser, a collector process, a proxy between, an oracle beside. */
export interface Stage {
  readonly browserName: BrowserName
  readonly chance: Seeded
  readonly proxy: FaultProxy
  readonly oracle: Oracle
  readonly store: ChaosStore
  /** Configuration of the collector. */
  readonly configFile: string
  readonly kills: { browsers: number; collectors: number }
  readonly collector: CollectorProcess
  /** The customer's browser: cookies, storage and pages. */
  readonly context: BrowserContext
  /** Origin of the shop's pages. */
  readonly site: string
  /** Opens a page of the shop; `path` may name another header set, see {@link stageRoutes}. */
  open(path?: string): Promise<Page>
  submit(page: Page, wish: Wish): Promise<void>
  /** Begins to submit and does not wait: the page may die before it knows. */
  fire(page: Page, wish: Wish): void
  /** SIGKILL of the whole browser, then the same profile again. */
  killBrowser(): Promise<void>
  /** SIGKILL of the collector; it stays away until `restartCollector`. */
  killCollector(): Promise<void>
  restartCollector(): Promise<void>
  /** Restarts the collector with other sites allowed for the project. */
  allow(origins: readonly string[]): Promise<void>
  /** Notes that an extra expectation was not met. */
  expect(met: boolean, what: string): void
  readonly unmet: readonly string[]
  /** Takes all faults away, opens a page again and waits until nothing waits any more. */
  drain(): Promise<boolean>
  close(): Promise<void>
}

/** What the suite shares between rows. */
export interface Shared {
  readonly harness: string
  readonly browsers: Map<BrowserName, Promise<Browser>>
}

const configFor = (origins: readonly string[]) => ({
  limits: { projectPerSecond: 100_000, addressPerSecond: 100_000 },
  projects: {
    pk_chaos: {
      shop: 'Chaos',
      origins,
      surveys: [repoPath('packages/testing/src/chaos/survey.json')],
      spam: { fasterThanMs: 0 },
    },
  },
})

/**
 * Sets a stage. `needsProfile`: the browser will be killed, so it gets a profile of its own on disk. One closure: a kill or
 * a restart changes what every later act of the stage holds.
 */
export async function setStage(
  shared: Shared,
  browserName: BrowserName,
  store: ChaosStore,
  seed: number,
  options: { readonly needsProfile?: boolean; readonly patienceMs?: number; readonly without?: Cure } = {},
): Promise<Stage> {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-chaos-config-')), 'frankly.config.json')
  writeFileSync(configFile, JSON.stringify(configFor(['*'])))
  const start = (port: number): Promise<CollectorProcess> =>
    options.without === 'unique-key'
      ? startWithoutKey(port, store, configFile)
      : startCollector({ port, dataDir: store.dataDir, configFile, args: ['--store', store.url] })
  let collector = await start(0)
  const port = collector.port
  const proxy = await startFaultProxy(port)
  const oracle = await startOracle()
  const address = `?collector=${encodeURIComponent(proxy.url)}&oracle=${encodeURIComponent(oracle.url)}${options.without ? `&without=${options.without}` : ''}&patience=${options.patienceMs ?? ''}`
  const site = await serveRoutes(stageRoutes(shared.harness, proxy.url, oracle.url))
  const kills = { browsers: 0, collectors: 0 }
  const unmet: string[] = []
  let profileDir: string | undefined
  let context: BrowserContext
  const launch = async () => {
    if (options.needsProfile) {
      ;({ context, profileDir } = await launchProfile(browserName, profileDir))
    } else {
      const browser = shared.browsers.get(browserName) ?? launchBrowser(browserName)
      shared.browsers.set(browserName, browser)
      context = await (await browser).newContext()
    }
    // A loaded machine is no fault of the product.
    context.setDefaultTimeout(120_000)
  }
  await launch()

  const stage: Stage = {
    browserName,
    chance: seeded(seed),
    proxy,
    oracle,
    store,
    configFile,
    site: site.url,
    kills,
    unmet,
    get collector() {
      return collector
    },
    get context() {
      return context
    },
    async open(path = '/') {
      const page = await context.newPage()
      await page.goto(`${site.url}${path}${address}`)
      await page.waitForFunction(() => 'chaos' in window)
      return page
    },
    submit: (page, wish) => page.evaluate((given) => chaosOf().submit(given), wish),
    fire(page, wish) {
      page.evaluate((given) => chaosOf().submit(given), wish).catch(() => undefined)
    },
    async killBrowser() {
      if (!profileDir) throw new Error('this stage has no profile to kill')
      kills.browsers++
      killBrowser(profileDir)
      await context.close().catch(() => undefined)
      await launch()
    },
    async killCollector() {
      kills.collectors++
      await collector.kill()
    },
    async restartCollector() {
      collector = await start(port)
    },
    async allow(origins) {
      writeFileSync(configFile, JSON.stringify(configFor(origins)))
      await stage.killCollector()
      await stage.restartCollector()
    },
    expect(met, what) {
      if (!met) unmet.push(what)
    },
    async drain() {
      proxy.plan(() => ({ do: 'pass' }))
      proxy.closeDoor(false)
      if (collector.child.exitCode !== null || collector.child.signalCode !== null) await stage.restartCollector()
      const page = await stage.open()
      // Without a cure the queue may never empty, and the row is red for another reason already.
      const until = Date.now() + (options.without ? 15_000 : 90_000)
      for (;;) {
        const status = await page.evaluate(() => chaosOf().queue.flush())
        if (status.waiting === 0) return true
        if (Date.now() > until) {
          unmet.push(`waiting still: ${JSON.stringify(status)}`)
          return false
        }
        await page.waitForTimeout(300)
      }
    },
    async close() {
      await context.close().catch(() => undefined)
      if (profileDir) killBrowser(profileDir)
      await Promise.all([proxy.close(), oracle.close(), site.close()])
      await collector.kill()
    },
  }
  return stage
}

/** Stands in the page: `page.evaluate` sends only a function's text. */
declare function chaosOf(): ChaosPage

/** Pages of the shop: with the harness, under a policy that blocks us, with a service worker, and an empty one. */
function stageRoutes(harness: string, collector: string, oracle: string) {
  const html =
    '<!doctype html><meta charset="utf-8"><title>chaos</title><script>globalThis.chaosOf = () => window.chaos</script><script type="module" src="/harness.js"></script>'
  return {
    '/': html,
    '/harness.js': harness,
    '/empty': '<!doctype html><title>elsewhere</title>',
    '/blocked': (
      _: unknown,
      response: { writeHead(status: number, headers: Record<string, string>): { end(body: string): void } },
    ) => {
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': `connect-src ${oracle}` })
        .end(html)
    },
    '/worker.js': `
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(${JSON.stringify(collector)})) event.respondWith(new Response('<h1>You are offline</h1>', { status: 200, headers: { 'content-type': 'text/html' } }))
})`,
  }
}

async function startWithoutKey(port: number, store: ChaosStore, configFile: string): Promise<CollectorProcess> {
  const running = await startNode(
    repoPath('packages/testing/src/chaos/collector-without-key.ts'),
    [String(port), store.dataDir, configFile, store.url],
    /frankly collector listening on (http:\/\/\S+)/,
  )
  return { ...running, url: running.match, port: Number(new URL(running.match).port), dataDir: store.dataDir }
}
