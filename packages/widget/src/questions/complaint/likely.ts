import { COMPLAINT_CATEGORIES, type ComplaintCategory } from '@frankly/core'

/** So many are offered: more would be a list to read. */
const MOST = 2

/** As a hurried customer types: without accents and points, the Turkish ı as i. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')

/**
 * What a complaint sounds like: the categories of whose signs most stand in it, at most two. Signs, no
 * understanding: what is found is offered and never taken by itself.
 * @param text - the customer's words
 * @param signs - for each category in order beginnings of words, with spaces between them; `*` before one that may also
 * stand within a word, `_` for a space
 */
export function likely(text: string, signs: readonly string[]): readonly ComplaintCategory[] {
  const words = ` ${plain(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`
  const found = signs.map((line, at) => ({ at, hits: line ? plain(line).split(' ').filter(isIn).length : 0 }))
  return found
    .filter(({ hits }) => hits)
    .sort((one, other) => other.hits - one.hits || one.at - other.at)
    .slice(0, MOST)
    .map(({ at }) => COMPLAINT_CATEGORIES[at]!)

  function isIn(sign: string): boolean {
    const wanted = sign.replaceAll('_', ' ')
    return words.includes(wanted.startsWith('*') ? wanted.slice(1) : ` ${wanted}`)
  }
}
