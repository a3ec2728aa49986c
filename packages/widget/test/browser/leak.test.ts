import { counted, putTag, useOften } from '@frankly/testing'
import { expect, it } from 'vitest'
import { eventually, setUp } from './rig.ts'

const rig = setUp('chromium', { script: '', body: '<h1>Thank you</h1>' })

// The 100 kB of the bench are a matter of measuring in peace; what grows with every use shows here too: 5 kB each.
it('200 times open, answer, close, then destroy: no listener, no node and no heap stays', async () => {
  await rig.visit()
  const { page } = rig
  const cdp = await page.context().newCDPSession(page)
  // an empty script first: what comes with any tag is not ours
  await putTag(page, 'data:text/javascript,', 'pk_demo')
  const before = await counted(cdp)

  await putTag(page, `${rig.collector.url}/frankly.js`, 'pk_demo')
  await useOften(page, 'after', 20)
  await eventually(() => rig.collector.revisions.length).toBeGreaterThan(0)
  const { heap: warm } = await counted(cdp)
  await useOften(page, 'after', 200)
  // asked without a locator, which would leave listeners of the driver's own
  const boxes = await page.evaluate('document.querySelectorAll("frankly-box").length')
  expect(boxes, 'closing takes it away, not only destroy').toBe(0)
  await page.evaluate('frankly.destroy()')

  // timers that are under way end first
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
