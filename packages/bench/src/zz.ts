import { launchBrowser } from '@frankly/testing'
import { startBenchCollector } from './bench-collector.ts'
import { frankly, surveysOf } from './widget/frankly-site.ts'
import { RIVALS } from './widget/contenders.ts'
import { KINDS } from './widget/inputs.ts'
import { slow, settler } from './widget/measure.ts'
import { openAndWait, watch } from './widget/probe.ts'
const collector = await startBenchCollector(surveysOf(KINDS))
const browser = await launchBrowser('chromium')
const ours = frankly(collector)
for (const c of [ours.lazy, ours.lazy, ours.scale, RIVALS[1]!]) {
  const site = await c.serve()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const settled = settler(page)
  await slow(cdp, { cpu: 4, slow4g: true })
  await page.addInitScript(watch, 'b')
  await page.goto(site.url, { waitUntil: 'load' }); await settled()
  const opened = await page.evaluate(openAndWait, { painted: c.painted, mark: 'o' })
  await settled()
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map((e: any) => ({ n: e.name.replace(/.*\//, ''), s: e.startTime, q: e.requestStart, r: e.responseStart, e: e.responseEnd, b: e.encodedBodySize, d: e.decodedBodySize })))
  console.log(c.name, opened.toPaintMs)
  for (const f of files) console.log('   ', f.n, ...[f.s, f.q, f.r, f.e].map((x) => (x - opened.at).toFixed(0)), f.b, f.d)
  await context.close()
}
process.exit(0)
