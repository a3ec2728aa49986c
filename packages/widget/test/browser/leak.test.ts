import type { CDPSession } from 'playwright-core'
import { expect, it } from 'vitest'
import { eventually, setUp } from './rig.ts'

const rig = setUp('chromium', { script: '', body: '<h1>Thank you</h1>' })

/** What the browser itself counts after everything that could be collected was. */
async function counted(cdp: CDPSession): Promise<{ nodes: number; listeners: number; heap: number }> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  return { nodes, listeners: jsEventListeners, heap: (await cdp.send('Runtime.getHeapUsage')).usedSize }
}

/** Runs in the page: opens, answers and closes so many times. */
async function use(times: number): Promise<void> {
  const { frankly } = window as never as { frankly: (...args: unknown[]) => Promise<unknown> }
  for (let time = 0; time < times; time++) {
    await frankly('show', 'after', { force: true })
    const root = document.querySelector('frankly-box')!.shadowRoot!
    root.querySelectorAll<HTMLElement>('[type=radio]')[time % 5]?.click()
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)))
    frankly('close')
  }
}

// The 100 kB of the bench are a matter of measuring in peace; what grows with every use shows here too: 5 kB each.
it('200 times open, answer, close, then destroy: no listener, no node and no heap stays', async () => {
  await rig.visit()
  const { page } = rig
  const cdp = await page.context().newCDPSession(page)
  // puts the tag in and takes it away again, so that the page is what it was
  const load = async (src: string): Promise<void> => {
    const tag = Object.assign(document.createElement('script'), { src })
    tag.dataset['project'] = 'pk_demo'
    await new Promise((loaded) => {
      tag.onload = loaded
      document.head.append(tag)
    })
    tag.onload = null
    tag.remove()
  }
  await page.evaluate(load, 'data:text/javascript,')
  const before = await counted(cdp)

  await page.evaluate(load, `${rig.collector.url}/frankly.js`)
  await page.evaluate(use, 20)
  await eventually(() => rig.collector.revisions.length).toBeGreaterThan(0)
  const { heap: warm } = await counted(cdp)
  await page.evaluate(use, 200)
  await page.evaluate('frankly.destroy()')

  // timers that are under way end first; the count is the browser's, so that nothing can hide from it
  await expect
    .poll(
      async () => {
        const { listeners, nodes } = await counted(cdp)
        return { listeners: listeners - before.listeners, nodes: nodes - before.nodes }
      },
      { timeout: 30_000, interval: 500 },
    )
    .toEqual({ listeners: 0, nodes: 0 })
  expect((await counted(cdp)).heap - warm).toBeLessThan(1_000_000)
})
