import { expect, it } from 'vitest'
import { bought, card, setUp } from './rig.ts'

const rig = setUp('chromium', { head: bought() })

it.each([390, 1000])(
  'layout shift 0 in a window %i px wide: what comes after the first frame finds its place kept',
  async (width) => {
    await rig.visit({ viewport: { width, height: 800 } }, '')
    const { page } = rig
    await page.addInitScript(() => {
      const seen = { shift: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(rig.shop.url)
    await card(page).getByRole('combobox', { name: 'Language' }).waitFor()
    // the frame after the last change has been judged
    await page.evaluate(
      () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)))),
    )
    expect(await page.evaluate('seen.shift')).toBe(0)
  },
)
