import { css as mixes } from '../../src/look/look.css.ts'
import { lookCss } from '../../src/look/look.ts'
import type { ResolvedLook } from '../../src/look/palettes.ts'
import { parseHex, type Rgb } from './contrast.ts'
import { fromOklch, type Oklch, toOklch } from './oklch.ts'

export type Theme = 'light' | 'dark'

/** What a page may say of colours, by `--frankly-paper` and so on. */
export interface Said {
  readonly paper?: Rgb
  readonly ink?: Rgb
  readonly accent?: Rgb
}

/** All colours of a look as a browser makes them of its style, by name of the token. */
export function coloursOf(look: ResolvedLook, theme: Theme, said: Said = {}): Record<string, Rgb> {
  const css = lookCss(look)
  // of two rules for a token the dark one stands second, first without and then with relative colours
  const of = (pattern: RegExp): RegExpMatchArray => [...css.matchAll(pattern)].at(theme === 'dark' ? 1 : 0)!
  const colours: Record<string, Rgb> = { bad: parseHex(of(/--f-bad:(#[\da-f]+)/g)[1]!)! }
  for (const name of ['paper', 'ink', 'accent'] as const) {
    const rule = new RegExp(
      `--f-${name}:oklch\\(from var\\(--frankly-${name},(#[\\da-fA-F]+)\\) (min|max)\\(l,([\\d.]+)\\) (min\\(c,|calc\\(c\\*)([\\d.]+)\\) h\\)`,
      'g',
    )
    const [, own, side, bound, how, chroma] = of(rule)
    const [l, c, h] = toOklch(said[name] ?? parseHex(own!)!)
    const clamp = side === 'min' ? Math.min : Math.max
    const kept = how === 'min(c,' ? Math.min(c, Number(chroma)) : c * Number(chroma)
    colours[name] = fromOklch([clamp(l, Number(bound)), kept, h])
  }
  for (const [, name, first, share, second] of mixes.matchAll(
    /--f-(\w+):color-mix\(in oklab,var\(--f-(\w+)\) (\d+)%,var\(--f-(\w+)\)\)/g,
  ))
    colours[name!] = mixed(colours[first!]!, colours[second!]!, Number(share) / 100)
  return colours
}

/** `color-mix(in oklab, a share, b)`. */
function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  const [one, two] = [a, b].map((colour) => {
    const [l, c, h] = toOklch(colour)
    return [l, c * Math.cos(h), c * Math.sin(h)] as const
  }) as [Oklch, Oklch]
  const [l, x, y] = [0, 1, 2].map((at) => one[at]! * share + two[at]! * (1 - share)) as unknown as Oklch
  return fromOklch([l, Math.hypot(x, y), Math.atan2(y, x)])
}

/** Text and its grounds (WCAG 1.4.3), marks and theirs (WCAG 1.4.11): each pair that the styles put together. */
export const TEXTS = [
  ['ink', 'paper'],
  ['ink', 'fill'],
  ['ink', 'mark'],
  ['soft', 'paper'],
  ['soft', 'fill'],
  ['bad', 'paper'],
  ['accent', 'paper'],
] as const
export const MARKS = [
  ['edge', 'paper'],
  ['edge', 'fill'],
  ['accent', 'paper'],
  ['accent', 'fill'],
  ['accent', 'mark'],
] as const

/** 216 colours, evenly over all that a screen shows. */
export const ALL_COLOURS: readonly Rgb[] = [0, 51, 102, 153, 204, 255].flatMap((r, _, levels) =>
  levels.flatMap((g) => levels.map((b): Rgb => [r, g, b])),
)
