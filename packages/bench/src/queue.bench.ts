import { setTimeout } from 'node:timers/promises'
import { launchBrowser } from '@frankly/testing'
import type { Page } from 'playwright-core'
import { PURCHASE, startBenchCollector } from './bench-collector.ts'
import { longestTask } from './queue/main-thread.ts'
import type { BenchPage, Urgent } from './queue/page.ts'
import { servePage } from './queue/site.ts'

/**
 * `pnpm bench queue [--waiting=5000] [--rounds=15]`: the send queue in a real Chromium against a real collector on
 * loopback, with thousands of ordinary answers waiting on the device.
 */
const option = (name: string, otherwise: number) =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const waiting = option('waiting', 5000)
const rounds = option('rounds', 15)
/** A customer reads and writes before a complaint goes: the page has come to rest by then. */
const REST_MS = 2000

const site = await servePage()
const collector = await startBenchCollector({ pk_bench: [PURCHASE] })
const browser = await launchBrowser('chromium')
const context = await browser.newContext()

const open = async (): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${site.url}/?collector=${encodeURIComponent(collector.url)}`)
  await page.waitForFunction(() => 'bench' in window)
  return page
}
const fill = async (count: number): Promise<void> => {
  const page = await open()
  await page.evaluate((n) => benchOf().fill(n), count)
  await page.close()
}

await fill(waiting)
const fresh: Urgent[] = []
for (let round = 0; round < rounds; round++) {
  const page = await open()
  await setTimeout(REST_MS)
  fresh.push(await page.evaluate(() => benchOf().complain()))
  await page.close()
}

const draining: Urgent[] = []
const left = await open()
await setTimeout(REST_MS)
await left.evaluate(() => benchOf().begin())
for (let round = 0; round < rounds; round++) {
  draining.push(await left.evaluate(() => benchOf().complain()))
}
await left.evaluate(() => benchOf().drain())
await left.close()

await fill(waiting)
const page = await open()
const before = await page.evaluate(() => benchOf().waiting())
const cdp = await context.newCDPSession(page)
await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
let requests = 0
const begun = Date.now()
const { wall, cpu } = await longestTask(browser, page, async () => {
  requests = await page.evaluate(() => benchOf().drain())
})
const drainedIn = (Date.now() - begun) / 1000
const after = await page.evaluate(() => benchOf().waiting())

await browser.close()
await collector.kill()
await site.close()

const median = (seen: readonly Urgent[], of: 'disk' | 'told' | 'back') =>
  (seen.map((each) => each[of]).sort((a, b) => a - b)[seen.length >> 1] ?? 0).toFixed(1)
const row = (seen: readonly Urgent[]) =>
  `${Math.max(...seen.map((each) => each.requests))} | ${median(seen, 'disk')} | ${median(seen, 'told')} | ${median(seen, 'back')}`
console.log(`
A complaint while ${waiting} ordinary answers wait; ${rounds} times each, medians in ms from \`submit\`. The page was opened
${REST_MS / 1000} s before and has touched neither store nor collector.

| | in request number, worst | on this device | told safe | in the collector's store and acknowledged | wanted |
|---|---|---|---|---|---|
| first thing on a page | ${row(fresh)} | 1, < 50 ms |
| while the others are being sent | ${row(draining)} | 1, < 50 ms |

Sending ${before} that waited, CPU 4 times slower

| requests | left | seconds | longest task, ms | of it this thread's own, ms | wanted |
|---|---|---|---|---|---|
| ${requests} | ${after} | ${drainedIn.toFixed(1)} | ${wall.toFixed(0)} | ${cpu.toFixed(0)} | ≤ ${Math.ceil(waiting / 45.5)} requests, ≤ 50 ms |
`)

/** The page's own: `page.evaluate` sends only a function's text. */
declare function benchOf(): BenchPage
