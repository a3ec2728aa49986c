import type { LookConfig } from '@frankly/core/wire'
import { type Colours, type LoadReadyLooks, QUIET, type ResolvedLook } from './palettes.ts'

/** A look with all that its ready look brings. What cannot be loaded leaves the default: the question is more than its look. */
export async function resolveLook(
  look: LookConfig,
  warn: (message: string) => void,
  load: LoadReadyLooks,
): Promise<ResolvedLook> {
  const { name = 'quiet' } = look
  const ready = name === 'quiet' ? undefined : await load().catch(() => undefined)
  return ready ? ready.applyReadyLook(name, look, warn) : look
}

/**
 * Tokens inside the root: a page's `*` rule reaches the host itself, but nothing below it. What the page may say are
 * the variables `--frankly-…`. Its colours, and a brand's own, are not trusted: each is moved in lightness to its side
 * of a bound, so that every pair that is read together has its contrast (WCAG 1.4.3, 1.4.11; all of it is computed in
 * `look.test.ts`). Browsers without relative colours keep the colours of the look.
 */
export function lookCss({ palette, brand, radius, density }: ResolvedLook): string {
  const { light, dark, shape } = palette ?? QUIET
  const colour = /^#([\da-f]{3}){1,2}$/i.test(brand ?? '') ? brand : undefined
  const own = {
    ...shape,
    ...(radius !== undefined && cornersOf(radius)),
    ...(density === 'compact' && { space: '.7' }),
  }
  const rules = (make: typeof mended): string =>
    `[data-theme]{${make(light, colour)}}[data-theme=dark]{${make(dark, colour, true)}}`
  const shapes = Object.entries(own).map(([key, value]) => `--f-${key}:var(--frankly-${key},${value});`)
  return `[data-theme]{${shapes.join('')}}${rules(plain)}@supports(color:oklch(from red l c h)){${rules(mended)}}`
}

/** A page of square corners has no round buttons. */
function cornersOf(radius: number): { readonly radius: string; readonly button?: string } {
  const corners = { radius: `${Math.min(28, Math.max(0, radius))}px` }
  return radius < 8 ? { ...corners, button: corners.radius } : corners
}

const plain = ([paper, ink, accent, bad]: Colours, _: unknown, dark?: boolean): string =>
  `color-scheme:${dark ? 'dark' : 'light'};--f-paper:${paper};--f-ink:${ink};--f-accent:${accent};--f-bad:${bad}`

function mended([paper, ink, accent]: Colours, brand: string | undefined, dark?: boolean): string {
  const kept = (name: string, colour: string, bound: string, chroma: string): string =>
    `--f-${name}:oklch(from var(--frankly-${name},${colour}) ${bound} ${chroma} h);`
  return (
    kept('paper', paper, dark ? 'min(l,.3)' : 'max(l,.94)', 'min(c,.05)') +
    kept('ink', ink, dark ? 'max(l,.88)' : 'min(l,.33)', 'min(c,.08)') +
    kept('accent', brand ?? accent, dark ? 'max(l,.76)' : 'min(l,.46)', 'calc(c*.9)')
  )
}
