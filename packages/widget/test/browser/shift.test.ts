import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { card, type FakeCollector, open, openTab, purchase, type Shop, startFakeCollector, startShop } from './rig.ts'

let browser: Browser
let collector: FakeCollector
let shop: Shop
beforeAll(async () => {
  browser = await open('chromium')
  collector = await startFakeCollector()
  shop = await startShop(collector.url, { head: `<script>${purchase}</script>` })
})
afterAll(async () => {
  await browser.close()
  await shop.close()
  await collector.close()
})

it.each([390, 1000])(
  'layout shift 0 in a window %i px wide: what comes after the first frame finds its place kept',
  async (width) => {
    const { page, errors, close } = await openTab(browser, '', { viewport: { width, height: 800 } })
    await page.addInitScript(() => {
      const seen = { shift: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(shop.url)
    await card(page).getByRole('combobox', { name: 'Language' }).waitFor()
    // the frame after the last change has been judged
    await page.evaluate(
      () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)))),
    )
    expect(await page.evaluate('seen.shift')).toBe(0)
    expect(errors).toEqual([])
    await close()
  },
)
