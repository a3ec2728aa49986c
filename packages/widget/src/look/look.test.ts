import { describe, expect, it } from 'vitest'
import { contrast, parseHex, type Rgb } from '../../test/support/contrast.ts'
import { fromOklch, toOklch } from '../../test/support/oklch.ts'
import { lookCss } from './look.ts'
import { DARK, LIGHT } from './palettes.ts'

const token = (css: string, name: string): Rgb => parseHex(new RegExp(`--f-${name}:(#[\\da-f]+)`).exec(css)![1]!)!

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, css) => {
  const paper = token(css, 'paper')

  it.each(['ink', 'soft', 'bad', 'accent'])('[WCAG 1.4.3] %s is text on paper: 4.5:1', (name) => {
    expect(contrast(token(css, name), paper)).toBeGreaterThanOrEqual(4.5)
  })

  it('[WCAG 1.4.3] ink on the ground of options and of the chosen one: 4.5:1', () => {
    for (const ground of ['fill', 'mark']) expect(contrast(token(css, 'ink'), token(css, ground))).toBeGreaterThan(4.5)
  })

  it('[WCAG 1.4.11] the edge of controls stands out from paper and from the ground of options: 3:1', () => {
    expect(contrast(token(css, 'edge'), paper)).toBeGreaterThanOrEqual(3)
    expect(contrast(token(css, 'edge'), token(css, 'fill'))).toBeGreaterThanOrEqual(3)
  })
})

describe('a brand colour', () => {
  /** What a browser does with `oklch(from c clamp(l) calc(c*.9) h)` of `lookCss`. */
  const shown = (css: string, brand: Rgb): Rgb => {
    const [, how, bound] = /(min|max)\(l,(\.\d+)\)/.exec(css)!
    const [l, c, h] = toOklch(brand)
    return fromOklch([how === 'min' ? Math.min(l, Number(bound)) : Math.max(l, Number(bound)), c * 0.9, h])
  }
  const brands: Rgb[] = []
  for (let r = 0; r <= 255; r += 51)
    for (let g = 0; g <= 255; g += 51) for (let b = 0; b <= 255; b += 51) brands.push([r, g, b])

  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('[WCAG 1.4.3] is corrected to 4.5:1 on %s paper, all 216 of them', (theme, palette) => {
    const css = lookCss({ theme, brand: '#808080' })
    const weak = brands.filter((brand) => contrast(shown(css, brand), token(palette, 'paper')) < 4.5)
    expect(weak).toEqual([])
  })

  it('that is no colour is left out: nothing of it reaches the style', () => {
    expect(lookCss({ brand: 'red;}*{display:none' })).not.toContain('display:none')
    expect(lookCss({ brand: '#12345' })).not.toContain('#12345')
  })
})

describe('themes', () => {
  it("[peers 5] the host's dark class has no say: only the option and the system's setting", () => {
    expect(lookCss({ theme: 'light' })).not.toMatch(/dark/)
    expect(lookCss({ theme: 'dark' })).not.toMatch(/prefers-color-scheme/)
    expect(lookCss({})).toMatch(/prefers-color-scheme:dark/)
  })

  it('[peers 2] tokens stand inside the root only, where no rule of the page reaches', () => {
    expect(lookCss({}).replaceAll(':host>*{', '')).not.toMatch(/:root|\*\{|html|body/)
  })
})
