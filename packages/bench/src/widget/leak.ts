import { counted, putTag, useOften } from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { settler } from './measure.ts'

/** What is left when a page has used the widget for long and then sent it away. */
export interface Left {
  readonly cycles: number
  /** Bytes on the heap above those after the warm-up, when all code had been loaded and run. */
  readonly heapBytes: number
  /** More than on the page before the script tag was put in. */
  readonly listeners: number
  readonly nodes: number
}

const PROJECT = 'pk_bench'
const WARM_UP = 20
/** Half a second apart, before what is left counts as left. */
const LOOKS = 30

/** Opens, answers and closes `cycles` times on one page, then destroys. */
export async function leak(browser: Browser, url: string, script: string, cycles: number): Promise<Left> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const settled = settler(page)
  await page.goto(url, { waitUntil: 'load' })
  await settled()
  // an empty script first: what comes with any tag is not ours
  await putTag(page, 'data:text/javascript,', PROJECT)
  const before = await counted(cdp)
  await putTag(page, script, PROJECT)
  await useOften(page, 'purchase', WARM_UP)
  await settled()
  const { heap: warm } = await counted(cdp)
  await useOften(page, 'purchase', cycles)
  await settled()
  await page.evaluate(() => (window as unknown as { frankly(word: string): void }).frankly('destroy'))
  await settled()
  let after = before
  // what is under way to the store or the collector ends first
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((go) => setTimeout(go, 500))
    after = await counted(cdp)
    if (after.listeners <= before.listeners && after.nodes <= before.nodes) break
  }
  await context.close()
  return {
    cycles,
    heapBytes: after.heap - warm,
    listeners: after.listeners - before.listeners,
    nodes: after.nodes - before.nodes,
  }
}
