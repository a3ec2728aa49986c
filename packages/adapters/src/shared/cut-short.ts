/**
 * Cuts a text to so many UTF-16 units, `…` included: between characters as people see them where the browser has
 * `Intl.Segmenter` (all since Firefox 125), else between code points. `limits.ts` does more, and weighs more.
 */
export function cutShort(text: string, max: number): string {
  if (text.length <= max) return text
  const { Segmenter } = Intl as { Segmenter?: typeof Intl.Segmenter }
  const at = (Segmenter && new Segmenter().segment(text).containing(max - 1)?.index) || max - 1
  return `${text.slice(0, at).replace(/[\ud800-\udbff]$/, '')}…`
}
