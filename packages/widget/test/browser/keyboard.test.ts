import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { setUpGallery } from './gallery-rig.ts'

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
    // Space would send
    await keys.press('ArrowDown', 'ArrowDown')
  },
  'rating-nps': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('ArrowRight')
  },
  'scale-numbers': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('ArrowRight')
  },
  'scale-slider': async (keys) => {
    await keys.to('[type=range]')
    await keys.press('Space', 'ArrowRight')
  },
  'text-long': async (keys) => {
    await keys.to('textarea')
    await keys.type('The lid is chipped')
  },
  'choice-single': async (keys) => {
    await keys.to('[type=radio]')
    await keys.press('ArrowDown')
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
      await keys.to(`[name="f-q.${row}"]`)
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

const gallery = setUpGallery()

describe.each(BROWSERS)('[peers 14] [WCAG 2.1.1] by keyboard alone in %s', (name) => {
  const view = gallery.in(name, { width: 800, height: 900 })

  /** What has the focus in the shadow root, and whether it shows. */
  const focus = (selector: string) =>
    view.page.evaluate((wanted) => {
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
        await view.page.keyboard.press('Tab')
        const now = await focus(selector)
        expect(now.shows, `[WCAG 2.4.7] the focus shows on ${now.what}`).toBe(true)
        if (now.is) return
      }
      throw new Error(`Tab never came to ${selector}`)
    },
    async press(...names) {
      for (const key of names) await view.page.keyboard.press(key)
    },
    type: (text) => view.page.keyboard.type(text),
  }

  it.each(Object.keys(runs))(
    '%s is answered and sent',
    async (sample) => {
      await view.show(kindQuery(sample))
      await runs[sample]!(keys)
      await keys.to('.go')
      await keys.press('Enter')
      await view.page.waitForSelector('.thanks')
      expect((await focus('h2')).is, 'the focus is on the new heading').toBe(true)
    },
    120_000,
  )

  it('[WCAG 2.1.2] the focus is not caught: Tab leaves at the end', async () => {
    await view.show('kind=first')
    await keys.to('.fine select')
    await view.page.keyboard.press('Tab')
    expect((await focus('*')).what).toBe('the page')
  })
})
