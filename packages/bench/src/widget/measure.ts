import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'

/** How the machine and the line are slowed for one visit. */
export interface Conditions {
  /** CPU this many times slower. */
  readonly cpu: number
  /** Slow 4G: 150 ms round trip, 1.6 Mbit/s down. */
  readonly slow4g?: boolean
}

/** What one visit cost. Times in ms by the page's clock, sizes in bytes. */
export interface Visit {
  readonly everyPageBytes: number
  readonly openBytes: number
  readonly everyPageRequests: number
  readonly openRequests: number
  readonly loadScriptMs: number
  readonly loadBlockingMs: number
  readonly longestTaskMs: number
  readonly openToPaintMs: number
  readonly openCallMs: number
  readonly heapPage: number
  readonly heapOpen: number
  readonly layoutShift: number
}

/** One visit to a fresh page: load, settle, open, paint. */
export async function visit(browser: Browser, url: string, painted: string, conditions: Conditions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const code: { bytes: number; after: boolean }[] = []
  let opened = false
  const sizes: Promise<void>[] = []
  page.on('response', (response) => {
    if (!/javascript|css/.test(response.headers()['content-type'] ?? '')) return
    const after = opened
    sizes.push(
      response.body().then(
        (body) => void code.push({ bytes: gzipSync(body, { level: 9 }).length, after }),
        () => undefined,
      ),
    )
  })
  await cdp.send('Performance.enable')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: conditions.cpu })
  if (conditions.slow4g) {
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 93_750,
    })
  }
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'load' })
  await settle(page)
  const loadScriptMs = await scriptMs(cdp)
  const atLoad = await page.evaluate(() => (window as unknown as Watched).benchWatch)
  const heapPage = await heap(cdp)
  opened = true
  const { openToPaintMs, openCallMs } = await page.evaluate(openAndWait, painted)
  await settle(page)
  const heapOpen = await heap(cdp)
  const atEnd = await page.evaluate(() => (window as unknown as Watched).benchWatch)
  await Promise.all(sizes)
  await context.close()
  const sum = (after: boolean) =>
    code.filter((found) => found.after === after).reduce((bytes, found) => bytes + found.bytes, 0)
  return {
    everyPageBytes: sum(false),
    openBytes: sum(true),
    everyPageRequests: code.filter(({ after }) => !after).length,
    openRequests: code.filter(({ after }) => after).length,
    loadScriptMs,
    loadBlockingMs: atLoad.blocking,
    longestTaskMs: atEnd.longest,
    openToPaintMs,
    openCallMs,
    heapPage,
    heapOpen,
    layoutShift: atEnd.shift,
  }
}

interface Watched {
  benchWatch: { blocking: number; longest: number; shift: number }
  benchOpen(): unknown
}

function watch(): void {
  const seen = { blocking: 0, longest: 0, shift: 0 }
  Object.assign(window, { benchWatch: seen })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.blocking += Math.max(0, duration - 50)
      seen.longest = Math.max(seen.longest, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Runs in the page: opens, then asks every frame whether the words stand there, shadow roots included. */
async function openAndWait(painted: string): Promise<{ openToPaintMs: number; openCallMs: number }> {
  const textIn = (root: ParentNode): boolean => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot && textIn(element.shadowRoot)) return true
      for (const node of element.childNodes) {
        if (node.nodeType === 3 && node.nodeValue?.includes(painted) && element.getClientRects().length > 0) return true
      }
    }
    return false
  }
  const start = performance.now()
  ;(window as unknown as Watched).benchOpen()
  const openCallMs = performance.now() - start
  for (;;) {
    const frame = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    if (textIn(document)) {
      // The words are in this frame; it is on the screen when the next task after it runs.
      await new Promise<void>((resolve) => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve()
        channel.port2.postMessage(0)
      })
      return { openToPaintMs: performance.now() - start, openCallMs }
    }
    if (frame - start > 20_000) throw new Error(`"${painted}" was not painted in 20 s`)
  }
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestIdleCallback(() => setTimeout(() => requestIdleCallback(() => resolve()), 300)),
      ),
  )
}

async function scriptMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000
}

async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}
