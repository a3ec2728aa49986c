import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveGallery } from '../../../../examples/gallery/scripts/serve.ts'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'

/** Hands on the keyboard only. */
interface Keys {
  /** Tabs until the focus is on what the selector names. */
  to(selector: string): Promise<void>
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
}

/** How each kind is answered without a pointer. */
const runs: Readonly<Record<string, (keys: Keys) => Promise<void>>> = {
  'rating-csat5': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('Space', 'ArrowDown', 'ArrowDown')
  },
  'rating-nps': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('Space', 'ArrowRight')
  },
  'text-long': async (keys) => {
    await keys.to('textarea')
    await keys.type('The lid is chipped')
  },
  'choice-single': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('Space', 'ArrowDown')
  },
  'choice-multiple': async (keys) => {
    await keys.to('[type=checkbox]')
    await keys.press('Space', 'Tab', 'Space')
  },
  'choice-dropdown': async (keys) => {
    await keys.to('.page select')
    await keys.press('ArrowDown')
  },
  matrix: async (keys) => {
    for (const row of ['courtesy', 'reliability', 'tangibles']) {
      await keys.to(`[name="q.${row}"]`)
      await keys.press('Space')
    }
  },
  ranking: async (keys) => {
    await keys.to('.rest button')
    await keys.press('Enter', 'Enter', 'Enter')
  },
  split: async (keys) => {
    await keys.to('input')
    await keys.type('100')
  },
  contact: async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('Space', 'ArrowUp')
  },
  consent: async (keys) => {
    await keys.to('[type=checkbox]')
    await keys.press('Space')
  },
  praise: async (keys) => {
    await keys.to('textarea')
    await keys.type('Packed like a gift')
  },
  complaint: async (keys) => {
    await keys.to('textarea')
    await keys.type('The lid is chipped')
  },
  statement: async () => undefined,
  review_link: (keys) => keys.to('.out'),
  reward: async () => undefined,
}

let gallery: Awaited<ReturnType<typeof serveGallery>>
beforeAll(async () => {
  gallery = await serveGallery()
})
afterAll(() => gallery.close())

describe.each(BROWSERS)('[peers 14] [WCAG 2.1.1] by keyboard alone in %s', (name) => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser(name)
    page = await browser.newPage({ viewport: { width: 800, height: 900 } })
  })
  afterAll(() => browser.close())

  /** What has the focus in the shadow root, and whether it shows. */
  const focus = (selector: string) =>
    page.evaluate((wanted) => {
      const active = document.querySelector('frankly-box')?.shadowRoot?.activeElement
      if (!active) return { is: false, shows: true, what: 'the page' }
      const seen = [active, active.closest('label') ?? active].some(
        (each) => getComputedStyle(each).outlineStyle !== 'none',
      )
      return { is: active.matches(wanted), shows: seen, what: active.outerHTML.slice(0, 120) }
    }, selector)

  const keys: Keys = {
    async to(selector) {
      for (let tabs = 0; tabs < 60; tabs++) {
        await page.keyboard.press('Tab')
        const now = await focus(selector)
        expect(now.shows, `[WCAG 2.4.7] the focus shows on ${now.what}`).toBe(true)
        if (now.is) return
      }
      throw new Error(`Tab never came to ${selector}`)
    },
    async press(...names) {
      for (const key of names) await page.keyboard.press(key)
    },
    type: (text) => page.keyboard.type(text),
  }

  it.each(Object.keys(runs))(
    '%s is answered and sent',
    async (sample) => {
      await page.goto(`${gallery.url}/?${kindQuery(sample)}`)
      await page.waitForSelector('body[data-ready]')
      await page.waitForSelector('[aria-busy=true]', { state: 'detached' })
      await page.waitForSelector('.fine select')
      await runs[sample]!(keys)
      await keys.to('[type=submit]')
      await keys.press('Enter')
      await page.waitForSelector('.thanks')
      expect((await focus('h2')).is, 'the focus is on the new heading').toBe(true)
    },
    120_000,
  )

  it('[WCAG 2.1.2] the focus is not caught: Tab leaves at the end', async () => {
    await page.goto(`${gallery.url}/?kind=first`)
    await page.waitForSelector('.fine select')
    await keys.to('.fine select')
    await page.keyboard.press('Tab')
    expect((await focus('*')).what).toBe('the page')
  })
})
