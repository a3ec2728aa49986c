import { bytesOf, RESPONSE_BYTES } from '@frankly/core/model'

/** What a response has beside words, UTF-8 bytes, when all facts that may give way have: ids, times, closed answers. */
const BESIDE_WORDS = 16 * 1024

/**
 * Says whether all words of a pass together are more than one response may hold. Checked while it is typed: such
 * a response would be refused.
 * @param words - all words written so far
 */
export function tooHeavy(words: string): boolean {
  const most = RESPONSE_BYTES - BESIDE_WORDS
  // JSON writes a unit in at most 6 bytes
  return words.length * 6 > most && bytesOf(words) > most
}
