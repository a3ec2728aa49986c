import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { READY_LOOKS } from '@frankly/core/wire'
import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { lookCss } from '../../src/look/look.ts'
import { READY } from '../../src/look/ready.ts'
import { styles } from '../../src/screens/styles.ts'
import { contrast, type Rgb } from '../support/contrast.ts'
import { MARKS, TEXTS } from '../support/look-colours.ts'
import { bought, card, config, eventually, setUp, tag } from './rig.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guides/look.md'), 'utf8')

/** First cells of the table between two comments of the guide, or others. */
function cells(name: string, column: number): string[] {
  const [, table = ''] = new RegExp(`<!-- ${name}:[^>]*-->([^]*?)<!-- end of`).exec(guide)!
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[column]!.replaceAll('`', '').trim())
}

interface Asked {
  readonly css: string
  readonly names: readonly string[]
  /** What the page says by its variables, name and colour, each time. */
  readonly said: readonly (readonly (readonly [name: string, colour: string])[])[]
}

/** In the page: the text of all style sheets in the roots of ours, and the names of all parts there. */
function drawn(): { css: string; parts: string[] } {
  const roots = [...document.querySelectorAll('frankly-box,frankly-survey,frankly-door')].map(
    (host) => host.shadowRoot!,
  )
  return {
    css: roots
      .flatMap((root) => root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)))
      .join(''),
    parts: roots.flatMap((root) => [...root.querySelectorAll('[part]')].flatMap((part) => [...part.part])),
  }
}

describe('the guide on the look', () => {
  const rig = setUp('chromium')

  it('names every variable that the built styles read, and every part that is drawn; no others', async () => {
    rig.collector.config = config({ door: { show: 'tab' } })
    rig.shop.page = { head: bought(), body: '<h1>Thanks</h1><frankly-door></frankly-door>' }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    await rig.page.locator('frankly-door .knock').waitFor()
    await rig.page.locator('frankly-box .tab').waitFor({ state: 'attached' })
    await rig.page.waitForLoadState('networkidle')
    // an arrow key chooses and stays on the page
    await card(rig.page).getByRole('radio').first().focus()
    await rig.page.keyboard.press('ArrowRight')
    await rig.page.locator('frankly-box [part~=chosen]').waitFor()
    const first = await rig.page.evaluate(drawn)
    await card(rig.page).getByText('Very easy').click()
    await card(rig.page).getByRole('textbox').waitFor()
    const second = await rig.page.evaluate(drawn)
    const css = first.css + second.css
    const parts = [...first.parts, ...second.parts]
    const read = new Set(css.match(/--frankly-[a-z]+/g))
    expect([...read].sort()).toEqual(cells('variables', 1).sort())
    expect([...new Set(parts)].sort()).toEqual(cells('parts', 2).sort())
  })

  it('a page can style a part, and sets the variables anywhere around', async () => {
    rig.shop.page = {
      head: `<style>:root{--frankly-radius:0px;--frankly-paper:#ffe0f0}body{--frankly-accent:#00aa55}frankly-box::part(card){border-width:3px}</style>${bought()}`,
    }
    await rig.visit({ viewport: { width: 1000, height: 800 }, colorScheme: 'light' })
    await card(rig.page).waitFor()
    const style = await card(rig.page).evaluate((element) => {
      const { borderTopWidth, borderTopLeftRadius } = getComputedStyle(element)
      return { borderTopWidth, borderTopLeftRadius }
    })
    expect(style).toEqual({ borderTopWidth: '3px', borderTopLeftRadius: '0px' })
  })
})

describe('looks by name', () => {
  const rig = setUp('chromium')
  const font = (): Promise<string> => card(rig.page).evaluate((element) => getComputedStyle(element).fontFamily)

  it('the tag names one, before the configuration; its file is loaded only then', async () => {
    const parts = (): string[] => rig.collector.requests.map(({ path }) => path).filter((path) => path.includes('/a/'))
    rig.shop.page = { head: bought() }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    const without = new Set(parts())
    rig.collector.requests.length = 0
    rig.collector.config = config({ look: { name: 'sharp' } })
    rig.shop.page = { head: bought(), script: tag(rig.collector.url, 'data-look="paper"') }
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    expect(await font()).toContain('Palatino')
    await rig.page.waitForLoadState('networkidle')
    expect(parts().filter((path) => !without.has(path)).length).toBe(1)
  })

  it('`plain` has the font of the page, `night` is dark on a white page, and a name with a slip leaves `quiet`', async () => {
    rig.shop.page = { head: `<style>body{font-family:"Courier New",monospace}</style>${bought()}` }
    rig.collector.config = config({ look: { name: 'plain' } })
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    expect(await font()).toContain('Courier New')
    rig.collector.config = config({ look: { name: 'night' } })
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    expect(await rig.page.locator('frankly-box .frame').getAttribute('data-theme')).toBe('dark')
    rig.collector.config = config({ look: { name: 'nite' as 'night' } })
    await rig.visit({ viewport: { width: 1000, height: 800 } })
    await card(rig.page).waitFor()
    expect(rig.tab.errors.splice(0).join()).toContain('"nite": there is no such look')
  })
})

describe('movement', () => {
  const rig = setUp('chromium', { head: bought() })
  it.each([
    ['moves for 120 to 200 ms', 'no-preference', {}],
    ['[WCAG 2.3.3] is still for those who ask for it', 'reduce', {}],
    ['is still in `plain`', 'no-preference', { name: 'plain' }],
  ] as const)('opening and closing: %s', async (_, reducedMotion, look) => {
    rig.collector.config = config({ look })
    await rig.visit({ viewport: { width: 1000, height: 800 }, reducedMotion }, '')
    await rig.page.addInitScript(() => {
      const { attachShadow } = Element.prototype
      Object.assign(window, { seen: [] as string[] })
      Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, init)
        // what a style asks for: a busy machine may miss a whole movement between two frames
        const note = () => {
          const shown = root.querySelector('.card')
          const { animationName, animationDuration } = shown
            ? getComputedStyle(shown)
            : { animationName: 'none', animationDuration: '' }
          const move = `${animationName} ${1000 * Number.parseFloat(animationDuration)}`
          const { seen } = window as unknown as { seen: string[] }
          if (animationName !== 'none' && seen.at(-1) !== move) seen.push(move)
        }
        new MutationObserver(note).observe(root, { subtree: true, childList: true, attributes: true })
        return root
      }
    })
    await rig.page.goto(rig.shop.url)
    await card(rig.page).waitFor()
    await rig.page.waitForLoadState('networkidle')
    await card(rig.page).getByRole('button', { name: 'Close' }).click()
    await eventually(() => card(rig.page).count()).toBe(0)
    const seen = await rig.page.evaluate('seen')
    if (reducedMotion === 'reduce') expect(seen).toEqual([])
    else if ('name' in look) expect((seen as string[]).filter((move) => !move.endsWith(' 0'))).toEqual([])
    else expect(seen).toEqual(['enter 160', 'leave 160'])
    expect(await rig.page.locator('frankly-box').count()).toBe(0)
  })
})

describe.each(BROWSERS)('colours as %s makes them', (name) => {
  /** In the page: the tokens of a look in a shadow root, drawn and read as pixels. */
  function pixels({ css, names, said }: Asked) {
    const host = document.body.appendChild(document.createElement('div'))
    const root = host.attachShadow({ mode: 'open' })
    const style = root.appendChild(document.createElement('style'))
    style.textContent = css
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
      willReadFrequently: true,
    })!
    const result = said.flatMap((words) => {
      host.style.cssText = words.map(([variable, colour]) => `--frankly-${variable}:${colour}`).join(';')
      return ['light', 'dark'].map((theme) => {
        const frame = document.createElement('div')
        frame.dataset['theme'] = theme
        root.appendChild(frame)
        return Object.fromEntries(
          names.map((token) => {
            frame.style.background = `var(--f-${token})`
            pen.fillStyle = getComputedStyle(frame).backgroundColor
            pen.fillRect(0, 0, 1, 1)
            return [token, [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)]
          }),
        )
      })
    })
    host.remove()
    return result
  }
  const names = [...new Set([...TEXTS, ...MARKS].flat())]
  const extremes = ['#ffff00', '#00ff00', '#00ffff', '#ff00ff', '#0000ff', '#ff0000', '#000000', '#ffffff', '#888888']
  const said: Asked['said'] = [
    [],
    ...extremes.map((colour) => [['accent', colour]] as const),
    ...extremes.map(
      (colour) =>
        [
          ['paper', colour],
          ['ink', colour],
        ] as const,
    ),
  ]

  it('[WCAG 1.4.3, 1.4.11] every look, with every wish of the page, has its contrast on the screen', async () => {
    const browser = await launchBrowser(name)
    const page: Page = await browser.newPage()
    await page.goto('about:blank')
    const bad: string[] = []
    for (const look of READY_LOOKS) {
      const css = lookCss(look === 'quiet' ? {} : { palette: READY[look] }) + styles
      const seen = await page.evaluate(pixels, { css, names, said })
      for (const [at, colours] of seen.entries())
        for (const [pairs, least] of [
          [TEXTS, 4.5],
          [MARKS, 3],
        ] as const)
          for (const [front, ground] of pairs) {
            const is = contrast(colours[front] as unknown as Rgb, colours[ground] as unknown as Rgb)
            if (is < least) bad.push(`${look} ${JSON.stringify(said[at >> 1])} ${front} on ${ground}: ${is.toFixed(2)}`)
          }
    }
    await browser.close()
    expect(bad).toEqual([])
  })
})
