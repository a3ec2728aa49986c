import type { Note } from './notes.ts'

/** [S4] Addresses have a scheme of a short list; `path` allows one of the same origin, `/img/box.png`. */
export function checkUrl(url: string, path: string, schemes: readonly string[], note: Note): void {
  if (schemes.includes('path') && /^\/(?![/\\])[^\s\\]*$/.test(url)) return
  // a parser forgives tabs and line ends inside a scheme; we do not
  const hasNoSpaces = /^[^\s\\\p{Cc}]+$/u.test(url)
  if (hasNoSpaces && URL.canParse(url) && schemes.includes(new URL(url).protocol)) return
  note('unsafe-url', path, url, `an address that begins with ${schemes.map(spoken).join(' or ')}`)
}

const spoken = (scheme: string): string => (scheme === 'path' ? '/ (same origin)' : scheme)
