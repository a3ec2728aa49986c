import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GovernorPolicy } from '@frankly/core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type BrowserName, launchBrowser, launchProfile } from '../../browsers.ts'
import { type CollectorProcess, startCollector } from '../../collector-process.ts'
import { type FaultProxy, startFaultProxy } from '../fault-proxy.ts'
import { killBrowser } from '../kill-browser.ts'
import { type Seeded, seeded } from '../seeded.ts'
import type { ChaosStore } from '../stores.ts'
import type { Seen } from './eye.ts'
import { type Ledger, openLedger } from './heard.ts'
import { type Finding, judge, missingNow, type Said } from './said.ts'
import { serveShop } from './site.ts'
import { SHOP_PROJECT, surveysOf } from './surveys.ts'

/** A page of the shop, as its customer comes to it. */
export interface Visit {
  readonly order?: string
  readonly coupon?: string
  readonly person?: string
  readonly storage?: string
  readonly inline?: string
  /** Folder of another build of the tag, with a slash before it. */
  readonly tag?: string
  /** So far ahead the clock of this page is, ms; behind: negative. The row puts a script on the page that reads it. */
  readonly clock?: string
}

/** One customer's browser. */
export interface Device {
  readonly name: string
  readonly context: BrowserContext
  open(visit?: Visit): Promise<Page>
  /** SIGKILL of the whole browser. `wake` opens it again on the same profile. */
  kill(): Promise<void>
  wake(): Promise<void>
  /** Copies the profile of a browser that is dead; `restore` puts the copy in its place: a disk that lost its end. */
  snapshot(): void
  restore(): void
  /** Closes it as a person does. */
  close(): Promise<void>
}

/** Where one row plays: a shop, its tag behind a fault proxy, a collector, customers' browsers, and the ledger. */
export interface Scene {
  readonly browserName: BrowserName
  readonly chance: Seeded
  readonly proxy: FaultProxy
  readonly store: ChaosStore
  readonly ledger: Ledger
  readonly kills: { browsers: number; collectors: number; stores: number }
  readonly collector: CollectorProcess
  /** Origin of the shop's pages. */
  readonly site: string
  /** A browser with a profile on disk. */
  device(): Promise<Device>
  /** A window that forgets at its end; nothing that is only kept there is owed after `close`. */
  privateWindow(): Promise<Device>
  /** An order that nobody else has. */
  order(): string
  killCollector(): Promise<void>
  restartCollector(): Promise<void>
  /** SIGKILL of PostgreSQL and everything it started, then again on the same folder. Nothing on SQLite. */
  killStore(): Promise<void>
  /** The shop publishes another version of its questionnaires, perhaps with another policy. */
  publish(version: number, policy?: GovernorPolicy): Promise<void>
  /** A rule that the row holds to account. */
  expect(met: boolean, what: string): void
  readonly unmet: readonly string[]
  /** Without it the row has not been played: a busy machine never came to the fault. */
  needs(met: boolean, what: string): void
  readonly unplayed: readonly string[]
  /** Lifts all faults, opens every browser again and waits until nothing told is missing, or for `ms`. */
  settle(ms?: number): Promise<Said>
  /** Said "sent" before the store had it. */
  readonly early: readonly Finding[]
  /** The mixture goes on until then; absent: for some rounds. */
  readonly until: number | undefined
  close(): Promise<void>
}

/** What differs from the plain scene. */
export interface SceneOptions {
  /** Folder of the tag's build, instead of the collector's own. */
  readonly build?: string
  /** How long the end waits for what was told, ms. Without a cure it may wait in vain. Default 45,000. */
  readonly settleMs?: number
  /** In the long run: the mixture goes on until then. */
  readonly until?: number
  /** More for the collector's process. */
  readonly collectorEnv?: NodeJS.ProcessEnv
}

const never = {
  perSession: 1e6,
  perDay: 1e6,
  per30Days: 1e6,
  gapAfterShownDays: 0,
  gapAfterDismissedDays: 0,
  gapAfterAnsweredDays: 0,
}

function configOf(version: number, policy?: GovernorPolicy) {
  return {
    limits: { projectPerSecond: 100_000, addressPerSecond: 100_000 },
    projects: {
      [SHOP_PROJECT]: {
        shop: 'Lamp & Co',
        origins: ['*'],
        surveys: surveysOf(version),
        door: { surveyId: 'complaint' },
        governor: { ...never, ...policy },
        spam: { fasterThanMs: 0 },
      },
    },
  }
}

/**
 * Sets the scene. Browsers of private windows are shared between rows. One closure: a kill or a restart changes what every
 * later act of the scene holds.
 */
export async function setScene(
  browsers: Map<BrowserName, Promise<Browser>>,
  browserName: BrowserName,
  store: ChaosStore,
  seed: number,
  options: SceneOptions = {},
): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-scene-'))
  const configFile = join(folder, 'frankly.config.json')
  writeFileSync(configFile, JSON.stringify(configOf(1)))
  const start = (port: number) =>
    startCollector({
      port,
      dataDir: store.dataDir,
      configFile,
      args: ['--store', store.url],
      ...(options.collectorEnv ? { env: options.collectorEnv } : {}),
    })
  let collector = await start(0)
  const { port } = collector
  const proxy = await startFaultProxy(port)
  if (options.build) proxy.serveBuild('/mine', options.build)
  const site = await serveShop(() => `${proxy.url}${options.build ? '/mine' : ''}`)
  const ledger = openLedger()
  const kills = { browsers: 0, collectors: 0, stores: 0 }
  const unmet: string[] = []
  const unplayed: string[] = []
  const early: Finding[] = []
  const devices: (Device & { readonly asleep: boolean; readonly lasting: boolean })[] = []
  const ended = new Set<string>()
  const checks = new Set<Promise<void>>()
  let orders = 0

  ledger.on((said) => {
    if (said.says !== 'sent') return
    const check = store.said().then(
      (stored) => void early.push(...missingNow(said, stored)),
      () => undefined, // its server is down: what is told then is looked at in the end
    )
    checks.add(check)
    check.finally(() => checks.delete(check))
  })

  const hear = async (context: BrowserContext, name: string): Promise<BrowserContext> => {
    context.setDefaultTimeout(60_000)
    await context.exposeBinding('franklyChaos', (_, seen: Seen) => ledger.hear(name, seen))
    return context
  }
  const address = (visit: Visit): string => `${site.url}/thanks?${new URLSearchParams(visit as Record<string, string>)}`

  const scene: Scene = {
    browserName,
    chance: seeded(seed),
    proxy,
    store,
    ledger,
    kills,
    site: site.url,
    unmet,
    unplayed,
    early,
    until: options.until,
    get collector() {
      return collector
    },
    async device() {
      const name = `b${devices.length + 1}`
      const profile = mkdtempSync(join(folder, `${name}-`))
      const launch = async () => hear((await launchProfile(browserName, profile)).context, name)
      let context = await launch()
      let asleep = false
      const device = {
        name,
        lasting: true,
        get asleep() {
          return asleep
        },
        get context() {
          return context
        },
        async open(visit: Visit = {}) {
          const page = await context.newPage()
          await page.goto(address(visit), { waitUntil: 'domcontentloaded' })
          return page
        },
        async kill() {
          if (asleep) return
          asleep = true
          kills.browsers++
          ledger.died(name)
          killBrowser(profile)
          await context.close().catch(() => undefined)
        },
        async wake() {
          if (!asleep) return
          context = await launch()
          asleep = false
        },
        snapshot() {
          cpSync(profile, `${profile}.copy`, { recursive: true, verbatimSymlinks: true })
        },
        restore() {
          rmSync(profile, { recursive: true, force: true })
          cpSync(`${profile}.copy`, profile, { recursive: true, verbatimSymlinks: true })
        },
        async close() {
          if (asleep) return
          asleep = true
          await context.close().catch(() => undefined)
        },
      }
      devices.push(device)
      return device
    },
    async privateWindow() {
      const name = `b${devices.length + 1}`
      const browser = browsers.get(browserName) ?? launchBrowser(browserName)
      browsers.set(browserName, browser)
      const context = await hear(await (await browser).newContext(), name)
      const device = {
        name,
        context,
        lasting: false,
        asleep: false,
        async open(visit: Visit = {}) {
          const page = await context.newPage()
          await page.goto(address(visit), { waitUntil: 'domcontentloaded' })
          return page
        },
        kill: () => device.close(),
        wake: async () => undefined,
        snapshot: () => undefined,
        restore: () => undefined,
        async close() {
          device.asleep = true
          ended.add(name)
          await context.close().catch(() => undefined)
        },
      }
      devices.push(device)
      return device
    },
    order: () => `E-${seed}-${++orders}`,
    async killCollector() {
      kills.collectors++
      await collector.kill()
    },
    async restartCollector() {
      if (gone(collector)) collector = await start(port)
    },
    async killStore() {
      if (!store.server) return
      kills.stores++
      await store.server.kill()
      await store.server.restart()
    },
    async publish(version, policy) {
      writeFileSync(configFile, JSON.stringify(configOf(version, policy)))
      await scene.killCollector()
      await scene.restartCollector()
    },
    expect(met, what) {
      if (!met) unmet.push(what)
    },
    needs(met, what) {
      if (!met) unplayed.push(what)
    },
    async settle(ms = options.settleMs ?? 45_000) {
      proxy.plan(() => ({ do: 'pass' }))
      proxy.planFiles(() => ({ do: 'pass' }))
      proxy.closeDoor(false)
      await scene.restartCollector()
      let onDevices = ''
      const pages: Page[] = []
      for (const device of devices) {
        if (ended.has(device.name)) continue
        await device.wake()
        await device.context.setOffline(false).catch(() => undefined)
        // somebody who left a page open comes back to the shop on another one
        const page = await device.open()
        if (device.lasting) onDevices += await page.evaluate(kept).catch(() => '')
        pages.push(page)
      }
      const until = Date.now() + ms
      // words of a pass that was left half-way may wait on the device for their customer: they are not gone
      const draft = (found: Finding) => {
        const marks = found.marks.filter((mark) => onDevices.includes(mark))
        return marks.length > 0 || (found.marks.length === 0 && onDevices.includes(found.order))
      }
      for (let looks = 0; ; looks++) {
        await Promise.all(checks)
        // what waits goes when the network comes back: its own waits, minutes long by now, are not sat out
        if (looks % 10 === 4)
          for (const page of pages)
            await page.evaluate(() => void dispatchEvent(new Event('online'))).catch(() => undefined)
        const judged = judge(ledger, await store.said(), ended)
        const said = { ...judged, silent: judged.silent.filter((found) => !draft(found)) }
        if ((said.missing.length === 0 && said.silent.length === 0) || Date.now() > until) return said
        await new Promise((resolve) => setTimeout(resolve, 400))
      }
    },
    async close() {
      for (const device of devices) if (!device.asleep) await device.context.close().catch(() => undefined)
      killBrowser(folder)
      await Promise.all([proxy.close(), site.close()])
      await collector.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return scene
}

/** All that the widget has on this device, as text. Runs in the page. */
async function kept(): Promise<string> {
  let text = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })
  const of = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('frankly')) continue
    const database = await of(indexedDB.open(name))
    for (const store of database.objectStoreNames)
      text += JSON.stringify(await of(database.transaction(store).objectStore(store).getAll()))
    database.close()
  }
  return text
}

function gone({ child }: CollectorProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
