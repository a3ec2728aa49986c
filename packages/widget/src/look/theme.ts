import type { LookConfig } from '@frankly/core/wire'
import { around } from '../page/around.ts'

/**
 * Light or dark, by the page as it is now.
 * @param inside - the element of the page that it stands in; without it, it floats
 */
export function themeNow({ theme, darkWhen }: LookConfig, inside: Element | undefined): 'light' | 'dark' {
  if (theme === 'light' || theme === 'dark') return theme
  const isDark = theme === 'page' ? pageSays(darkWhen || '.dark') : isDarkBehind(inside)
  return (isDark ?? matchMedia('(prefers-color-scheme:dark)').matches) ? 'dark' : 'light'
}

function pageSays(selector: string): boolean | undefined {
  try {
    return !!document.querySelector(`:is(html,body):is(${selector})`)
  } catch {
    // no selector: the system decides
  }
}

/** By the nearest ground that may be seen behind us, else by the empty window. `undefined`: the page does not say. */
function isDarkBehind(inside: Element | undefined): boolean | undefined {
  const { body, documentElement } = document
  const grounds: Element[] = []
  for (let at = inside; at; at = around(at)) grounds.push(at)
  // what floats has the page itself behind it: its margin, and no banner, picture or footer of another colour
  if (!inside)
    for (const at of document.elementsFromPoint(6, innerHeight / 2))
      if (at.clientHeight >= innerHeight) grounds.push(at)
  for (const element of [...grounds, body, documentElement]) {
    const { backgroundColor, backgroundImage } = getComputedStyle(element)
    const isDark = isDarkColour(backgroundColor)
    // a picture or a gradient alone says nothing
    if (isDark !== undefined || backgroundImage !== 'none') return isDark
  }
  const { colorScheme } = getComputedStyle(documentElement)
  return /dark/.test(colorScheme) && (/light/.test(colorScheme) ? undefined : true)
}

/** A colour as browsers compute it: `rgb(…)`, or by a space of its own. `undefined`: what is behind shines through. */
export function isDarkColour(colour: string): boolean | undefined {
  const [a = 0, b = 0, c = 0, alpha = 1] = (colour.match(/[( ]-?[\d.]+/g) ?? []).map((part) => +part.slice(1))
  if (alpha < 0.5) return
  // a lightness of 0–1 or 0–100, or three channels of 0–255 or 0–1; near enough to tell black from white
  if (/^(ok)?l/.test(colour)) return a < (/^o/.test(colour) ? 0.6 : 53)
  return (a + 2 * b + c) / 4 < (/^r/.test(colour) ? 128 : 0.5)
}
