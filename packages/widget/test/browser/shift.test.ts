import { expect, it } from 'vitest'
import { bought, card, config, setUp, survey } from './rig.ts'

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

it.each([
  ['stars', { kind: 'rating', id: 'q', scale: 'stars5', text: 'How is the lamp?' }, '.r path'],
  ['faces', { kind: 'rating', id: 'q', scale: 'emoji5', text: 'How is the lamp?' }, '.r path'],
  [
    'a neutral scale',
    {
      kind: 'scale',
      id: 'q',
      min: 1,
      max: 7,
      look: 'numbers',
      ends: { low: 'No', high: 'Yes' },
      text: 'Was it as described?',
    },
    '.o',
  ],
  [
    'a choice',
    { kind: 'choice', id: 'q', text: 'Why us?', choices: ['a', 'b'].map((id) => ({ id, text: `Because of ${id}` })) },
    '.o',
  ],
] as const)(
  '[K3] a survey that begins with %s is whole in its first frame, and keeps its height',
  async (_, question, part) => {
    rig.collector.config = config({
      surveys: [{ ...survey, pages: [{ id: 'one', questions: [question] }, ...survey.pages] }],
    })
    await rig.visit({ viewport: { width: 390, height: 800 } }, '')
    const { page } = rig
    await page.addInitScript((selector) => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      const look = (): void => {
        const root = document.querySelector('frankly-box')?.shadowRoot
        const height = root?.querySelector('.card')?.clientHeight
        if (height) seen.add(`${height} px, ${root!.querySelectorAll(selector).length} parts`)
        requestAnimationFrame(look)
      }
      look()
    }, part)
    await page.goto(rig.shop.url)
    await card(page).getByRole('combobox', { name: 'Language' }).waitFor()
    await page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))))
    const seen = (await page.evaluate('[...seen]')) as string[]
    expect(seen).toHaveLength(1)
    expect(seen[0]).not.toMatch(/ 0 parts$/)
  },
)
