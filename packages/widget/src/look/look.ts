import type { LookConfig } from '@frankly/core'
import { mix, parseHex, type Rgb, readable, toHex } from './contrast.ts'

/** Paper, ink and their shades. Contrast with paper: `soft` ≥ 4.5, `edge` ≥ 3, `bad` ≥ 4.5 (tested). */
export const PALETTES: Readonly<Record<'light' | 'dark', Readonly<Record<string, string>>>> = {
  light: {
    paper: '#fffdf9',
    ink: '#27221d',
    soft: '#665d53',
    edge: '#8a7f72',
    fill: '#f6f1e8',
    line: '#e8e0d3',
    bad: '#a4331f',
    accent: '#27221d',
    mark: '#ffedb5',
    shade: '#3a2c1a',
  },
  dark: {
    paper: '#24211e',
    ink: '#f6f0e6',
    soft: '#b9afa2',
    edge: '#8d8478',
    fill: '#302c28',
    line: '#3d3833',
    bad: '#ffab97',
    accent: '#f5dc94',
    mark: '#4e442b',
    shade: '#000000',
  },
}

/**
 * Tokens on `:host` for a shop's look. The host page's own
 * dark class or variables have no say: `theme` decides (default `auto`, by the system's setting).
 */
export function lookCss(look: LookConfig): string {
  const theme = look.theme ?? 'auto'
  const light = tokens('light', look)
  const dark = tokens('dark', look)
  const shape =
    (look.radius === undefined ? '' : `--f-radius:${Math.min(28, Math.max(0, look.radius))}px;`) +
    (look.density === 'compact' ? '--f-space:.75;' : '') +
    (look.inheritFont ? '--f-font:inherit;' : '')
  return `:host{${theme === 'dark' ? dark : light}${shape}}${
    theme === 'auto' ? `@media(prefers-color-scheme:dark){:host{${dark}}}` : ''
  }`
}

function tokens(theme: 'light' | 'dark', look: LookConfig): string {
  const palette = PALETTES[theme]!
  const brand = parseHex(look.brand ?? '')
  const colours = brand ? { ...palette, ...branded(brand, palette) } : palette
  return `color-scheme:${theme};${Object.entries(colours)
    .map(([name, value]) => `--f-${name}:${value};`)
    .join('')}`
}

function branded(brand: Rgb, palette: Readonly<Record<string, string>>): Record<string, string> {
  const [paper, ink] = [palette['paper']!, palette['ink']!].map((hex) => parseHex(hex)!) as [Rgb, Rgb]
  const accent = readable(brand, paper, ink)
  return { accent: toHex(accent), mark: toHex(mix(paper, accent, 0.14)) }
}
