import type { LookConfig } from '@frankly/core'
import { DARK, LIGHT } from './palettes.ts'

/**
 * Tokens inside the root, for a shop's look: a page's `*` rule reaches the host itself, but nothing below it. Neither
 * its variables nor its dark class have a say: `theme` decides
 * (default `auto`, by the system's setting). A brand colour is moved in lightness until it can be read on paper and
 * carry paper-coloured words (WCAG 1.4.3, 1.4.11); browsers without relative colours keep the ink.
 */
export function lookCss({ theme = 'auto', brand, radius, density }: LookConfig): string {
  const colour = /^#([\da-f]{3}){1,2}$/i.test(brand ?? '') && brand
  const tokens = (dark: boolean): string =>
    (dark ? DARK : LIGHT) +
    (colour ? `--f-accent:oklch(from ${colour} ${dark ? 'max(l,.76)' : 'min(l,.5)'} calc(c*.9) h);${MARK}` : '')
  const shape =
    (radius === undefined ? '' : `--f-radius:${Math.min(28, Math.max(0, radius))}px;`) +
    (density === 'compact' ? '--f-space:.7;' : '')
  return `:host>*{${tokens(theme === 'dark')}${shape}}${
    theme === 'auto' ? `@media(prefers-color-scheme:dark){:host>*{${tokens(true)}}}` : ''
  }`
}

const MARK = '--f-mark:color-mix(in oklab,var(--f-accent) 14%,var(--f-paper));'
