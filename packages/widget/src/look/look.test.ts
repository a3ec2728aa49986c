import { READY_LOOKS, type ReadyLook } from '@frankly/core/wire'
import { describe, expect, it } from 'vitest'
import { contrast, toHex } from '../../test/support/contrast.ts'
import { ALL_COLOURS, coloursOf, MARKS, type Said, TEXTS, type Theme } from '../../test/support/look-colours.ts'
import { lookCss, resolveLook } from './look.ts'
import { applyReadyLook, READY } from './ready.ts'

const load = async () => ({ applyReadyLook })

const worn = (name: ReadyLook) => (name === 'quiet' ? {} : { palette: READY[name] })

/** Pairs that cannot be read, in words. */
function weak(name: ReadyLook, theme: Theme, said: Said = {}): string[] {
  const colours = coloursOf(worn(name), theme, said)
  const under = (pairs: typeof TEXTS | typeof MARKS, least: number): string[] =>
    pairs.flatMap(([front, ground]) => {
      const is = contrast(colours[front]!, colours[ground]!)
      const what = Object.values(said).map(toHex).join(' ')
      return is < least ? `${what} ${front} on ${ground}: ${is.toFixed(2)} < ${least}` : []
    })
  return [...under(TEXTS, 4.5), ...under(MARKS, 3)]
}

const THEMES = ['light', 'dark'] as const
const LOOKS = READY_LOOKS.flatMap((name) => THEMES.map((theme) => [name, theme] as const))

describe.each(LOOKS)('the look %s, %s', (name, theme) => {
  it('[WCAG 1.4.3] text has 4.5:1 and [WCAG 1.4.11] marks have 3:1 on every ground that they stand on', () => {
    expect(weak(name, theme)).toEqual([])
  })

  it("[WCAG 1.4.3] a brand's colour is mended, all 216 of them", () => {
    expect(ALL_COLOURS.flatMap((accent) => weak(name, theme, { accent }))).toEqual([])
  })

  it('mending leaves its own colours as they were drawn', () => {
    const drawn = lookCss(worn(name))
      .match(/--f-(paper|ink):#[\da-f]+/g)!
      .slice(theme === 'dark' ? 2 : 0)
    for (const token of drawn.slice(0, 2)) {
      const [key, hex] = token.slice(4).split(':') as [string, string]
      const short = hex.length === 4 ? hex.replace(/[\da-f]/g, '$&$&') : hex
      expect(toHex(coloursOf(worn(name), theme)[key]!)).toBe(short)
    }
  })
})

describe.each(THEMES)('what a page says by its variables, %s', (theme) => {
  it('[WCAG 1.4.3] any paper and any ink can be read together', () => {
    const some = ALL_COLOURS.filter((_, at) => at % 5 === 0)
    const bad = some.flatMap((paper) => some.flatMap((ink) => weak('quiet', theme, { paper, ink, accent: ink })))
    expect(bad).toEqual([])
  })

  it('[WCAG 1.4.3] any accent can be read on the extremes of paper', () => {
    const papers = ALL_COLOURS.filter((colour) => colour.every((channel) => channel % 255 === 0 || channel === 204))
    const bad = papers.flatMap((paper) => ALL_COLOURS.flatMap((accent) => weak('quiet', theme, { paper, accent })))
    expect(bad).toEqual([])
  })
})

describe('a look from outside', () => {
  it('a brand that is no colour is left out: nothing of it reaches the style', () => {
    expect(lookCss({ brand: 'red;}*{display:none' })).not.toContain('display:none')
    expect(lookCss({ brand: '#12345' })).not.toContain('#12345')
    expect(lookCss({ brand: '#c2185b' })).toContain('var(--frankly-accent,#c2185b)')
  })

  it('corners below 8 px are those of the filled button too: a page of square corners has no round buttons', () => {
    expect(lookCss({ radius: 0 })).toContain('--f-button:var(--frankly-button,0px)')
    expect(lookCss({ radius: 7 })).toContain('--f-button:var(--frankly-button,7px)')
    expect(lookCss({ radius: 8 })).toContain('--f-button:var(--frankly-button,22px)')
  })

  it('a name that there is not is told with those that there are, and leaves the default', async () => {
    const told: string[] = []
    expect(await resolveLook({ name: 'shrp' as 'sharp', radius: 3 }, (line) => void told.push(line), load)).toEqual({
      name: 'shrp',
      radius: 3,
    })
    await resolveLook({ name: 'constructor' as 'sharp' }, (line) => void told.push(line), load)
    expect(told.map((line) => line.replace(/"\w+": /, ''))).toEqual(
      Array(2).fill(
        'look there is no such look, "quiet" is worn instead; the ready looks are quiet, friendly, sharp, paper, night, plain',
      ),
    )
  })

  it('what a ready look sets by itself gives way to the word of the shop', async () => {
    const warn = (): void => undefined
    expect(await resolveLook({ name: 'night' }, warn, load)).toMatchObject({ name: 'night', theme: 'dark' })
    expect(await resolveLook({ name: 'night', theme: 'auto' }, warn, load)).toMatchObject({
      name: 'night',
      theme: 'auto',
    })
    expect(await resolveLook({ name: 'plain' }, warn, load)).toMatchObject({
      font: 'inherit',
      palette: { shape: { move: '0s' } },
    })
  })

  it('[peers 2] tokens stand inside the root only, where no rule of the page reaches', () => {
    expect(lookCss({}).replaceAll(/\[data-theme(=dark)?\]\{/g, '')).not.toMatch(/:root|\*\{|html|body|:host/)
  })
})
