/** How a destination counts. @public */
export type Unit = 'utf16' | 'bytes'

/** Length of a text as the destination counts it. */
export function lengthOf(text: string, unit: Unit = 'utf16'): number {
  return unit === 'utf16' ? text.length : new TextEncoder().encode(text).length
}

/**
 * Cuts a text to a length, `…` included, between characters as people see them (grapheme clusters), so that
 * no emoji or accent is torn. A single cluster longer than the limit is cut between code points.
 * @public
 */
export function cutText(text: string, max: number, unit: Unit = 'utf16'): string {
  if (lengthOf(text, unit) <= max) return text
  const room = max - lengthOf('…', unit)
  if (room < 0) return ''
  let at = room
  if (unit === 'bytes') {
    at = 0
    for (let bytes = 0; at < text.length; ) {
      const size = text.codePointAt(at)!
      bytes += size < 0x80 ? 1 : size < 0x800 ? 2 : size < 0x10000 ? 3 : 4
      if (bytes > room) break
      at += size > 0xffff ? 2 : 1
    }
  }
  return `${text.slice(0, boundary(text, at))}…`
}

const JOINS = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d|\ufe0f)/u

/** The last boundary between characters at or before `at`. */
function boundary(text: string, at: number): number {
  const start = Math.max(0, at - 200)
  const near = text.slice(start, at + 64)
  let found: number
  if (typeof Intl !== 'undefined' && 'Segmenter' in Intl) {
    found = start + (new Intl.Segmenter().segment(near).containing(at - start)?.index ?? at - start)
  } else {
    found = at
    while (found > start && (JOINS.test(text.slice(found)) || text[found - 1] === '\u200d')) found--
  }
  if (found <= start) found = at
  const low = text.charCodeAt(found)
  return low >= 0xdc00 && low <= 0xdfff && found > 0 && isHigh(text.charCodeAt(found - 1)) ? found - 1 : found
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
