import type { Browser, CDPSession } from 'playwright-core'
import { heap, settler } from './measure.ts'

/** What is left when a page has used the widget for long and then sent it away. */
export interface Left {
  readonly cycles: number
  /** Bytes on the heap above those after the warm-up, when all code had been loaded and run. */
  readonly heapBytes: number
  /** More than on the page before the script tag was put in. */
  readonly listeners: number
  readonly nodes: number
}

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
  await page.evaluate(useOften, { script, times: 0 })
  const before = await counters(cdp)
  await page.evaluate(useOften, { script, times: WARM_UP })
  await settled()
  const warm = await heap(cdp)
  await page.evaluate(useOften, { script, times: cycles })
  await settled()
  await page.evaluate(() => (window as unknown as { frankly(word: string): void }).frankly('destroy'))
  await settled()
  let heapBytes = 0
  let after = before
  // what is under way to the store or the collector ends first
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((go) => setTimeout(go, 500))
    after = await counters(cdp)
    heapBytes = (await heap(cdp)) - warm
    if (after.jsEventListeners <= before.jsEventListeners && after.nodes <= before.nodes) break
  }
  await context.close()
  return {
    cycles,
    heapBytes,
    listeners: after.jsEventListeners - before.jsEventListeners,
    nodes: after.nodes - before.nodes,
  }
}

async function counters(cdp: CDPSession): Promise<{ nodes: number; jsEventListeners: number }> {
  await heap(cdp)
  return cdp.send('Memory.getDOMCounters')
}

/** Runs in the page: puts the script tag in when it is not there, then opens, answers and closes. */
async function useOften({ script, times }: { readonly script: string; readonly times: number }): Promise<void> {
  type Front = (...args: readonly unknown[]) => Promise<unknown>
  const page = window as unknown as { frankly?: Front }
  if (times > 0 && !page.frankly) {
    const tag = document.createElement('script')
    tag.dataset['project'] = 'pk_bench'
    tag.src = script
    const loaded = new Promise((resolve) => {
      tag.onload = resolve
    })
    document.head.append(tag)
    await loaded
    tag.onload = null
    tag.remove()
  }
  for (let time = 0; time < times; time++) {
    await page.frankly?.('show', 'purchase', { force: true })
    const root = document.querySelector('frankly-box')?.shadowRoot
    root?.querySelectorAll<HTMLElement>('[type=radio]')[time % 5]?.click()
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)))
    page.frankly?.('close')
  }
}
