import { gzipSync } from 'node:zlib'
import { counted } from '@frankly/testing'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { filesSeen, idle, openAndWait, type Watched, watch } from './probe.ts'
import { MARKS, watchTasks } from './tasks.ts'

/** How the machine and the line are slowed for one visit. */
export interface Conditions {
  /** CPU this many times slower. */
  readonly cpu: number
  /** Slow 4G: 150 ms round trip, 1.6 Mbit/s down. */
  readonly slow4g?: boolean
}

/** What one visit cost. Times in ms, sizes in bytes; JS and main thread by that thread's own clock. */
export interface Visit {
  readonly pageBytes: number
  /** Code on every page and what opening loads until the question is painted. */
  readonly questionBytes: number
  /** Code that comes after that frame. */
  readonly laterBytes: number
  readonly pageFiles: number
  readonly openRequests: number
  readonly laterRequests: number
  readonly loadJsMs: number
  readonly loadMainMs: number
  readonly loadBlockingMs: number
  readonly loadLongestMs: number
  readonly openLongestMs: number
  readonly openToPaintMs: number
  readonly openCallMs: number
  readonly heapPage: number
  readonly heapOpen: number
  readonly layoutShift: number
}

const CODE = /javascript|css/

/** One visit to a fresh page: load, settle, open, paint, settle. */
export async function visit(browser: Browser, url: string, painted: string, conditions: Conditions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const code = new Map<string, number>()
  const reading: Promise<void>[] = []
  page.on('response', (response) => {
    if (!CODE.test(response.headers()['content-type'] ?? '')) return
    reading.push(
      response.body().then(
        (body) => void code.set(response.url(), gzipSync(body, { level: 9 }).length),
        () => undefined,
      ),
    )
  })
  const settled = settler(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await slow(cdp, conditions)
  await page.addInitScript(watch, MARKS.begun)
  const tasks = await watchTasks(browser, page)

  await page.goto(url, { waitUntil: 'load' })
  await settled()
  const loadJsMs = await scripts(cdp)
  const loadedAt = await page.evaluate((mark) => performance.mark(mark).startTime, MARKS.loaded)
  const heapPage = (await counted(cdp)).heap
  const opened = painted
    ? await page.evaluate(openAndWait, { painted, mark: MARKS.opened })
    : { at: loadedAt, toPaintMs: 0, callMs: 0 }
  await settled()
  const layoutShift = await page.evaluate(() => (window as unknown as Watched).benchShift)
  const { loading, opening } = await tasks()
  const heapOpen = (await counted(cdp)).heap

  const files = await page.evaluate(filesSeen)
  await Promise.all(reading)
  await context.close()
  const onPage = files.filter(({ at }) => at < opened.at)
  const onOpen = files.filter(({ at }) => at >= opened.at && at < opened.at + opened.toPaintMs)
  const later = files.filter(({ at }) => at >= opened.at + opened.toPaintMs)
  const bytes = (some: typeof files) => some.reduce((sum, { url: file }) => sum + (code.get(file) ?? 0), 0)
  return {
    loadJsMs,
    loadMainMs: loading.reduce((sum, ms) => sum + ms, 0),
    heapPage,
    heapOpen,
    layoutShift,
    pageBytes: bytes(onPage),
    questionBytes: bytes(onPage) + bytes(onOpen),
    laterBytes: bytes(later),
    pageFiles: onPage.filter((file) => code.has(file.url)).length,
    openRequests: onOpen.length,
    laterRequests: later.length,
    loadBlockingMs: loading.reduce((sum, ms) => sum + Math.max(0, ms - 50), 0),
    loadLongestMs: Math.max(0, ...loading),
    openLongestMs: Math.max(0, ...opening),
    openToPaintMs: opened.toPaintMs,
    openCallMs: opened.callMs,
  }
}

/** Slows CPU and line. */
export async function slow(cdp: CDPSession, { cpu, slow4g }: Conditions): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  if (!slow4g) return
  await cdp.send('Network.enable')
  const line = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
  await cdp.send('Network.emulateNetworkConditions', { offline: false, ...line })
}

/** Waits until nothing is on its way and the page has been idle. */
export function settler(page: Page): () => Promise<void> {
  let onTheWay = 0
  let changed = 0
  const count = (by: number) => () => {
    onTheWay += by
    changed = Date.now()
  }
  page.on('request', count(1))
  page.on('requestfinished', count(-1))
  page.on('requestfailed', count(-1))
  return async () => {
    await page.evaluate(idle)
    while (onTheWay > 0 || Date.now() - changed < 300) await new Promise((go) => setTimeout(go, 50))
    await page.evaluate(idle)
  }
}

/** Time of the thread that went into scripts so far, ms. */
async function scripts(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
  return ms('ScriptDuration') + ms('V8CompileDuration')
}
