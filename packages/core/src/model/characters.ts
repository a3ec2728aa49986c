/**
 * Characters of a text as every limit counts them (form, engine, schema, collector): Unicode code points. A letter of
 * any script and a plain emoji count one each, where `length` counts the halves of a surrogate pair.
 * @public
 */
export function charactersIn(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

/** Beyond so many units of joined signs (a text of stacked accents) the cut goes between two of them. */
const LONGEST_JOINED = 64

/**
 * The beginning of a text: at most so many characters, none of them cut through. Neither is what people see as one
 * character (a flag, a family, a letter with its accents), where the browser can tell.
 * @public
 */
export function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  // `most` characters are at most twice as many units; one more tells whether anything is left out
  const points = [...text.slice(0, 2 * most + 2)]
  if (points.length <= most) return text
  const plain = points.slice(0, most).join('')
  // browsers before 2021 do not have it
  const start = globalThis.Intl?.Segmenter && new Intl.Segmenter().segment(text).containing(plain.length)?.index
  return start && plain.length - start <= LONGEST_JOINED ? text.slice(0, start) : plain
}

/** A text that every store can keep: half a surrogate pair becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
