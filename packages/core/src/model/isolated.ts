/** Letters that are written from right to left. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * Words that are put into a sentence, kept in their own direction wherever two directions may meet: the shop "7-Eleven"
 * in an Arabic sentence would be read "Eleven-7", and an Arabic name would turn round the English words after it. The
 * marks around them (U+2068, U+2069) are not letters and have no width.
 * @param sentence - what they are put into
 * @public
 */
export function isolated(words: string, sentence: string): string {
  return FROM_RIGHT.test(sentence + words) ? `\u2068${words}\u2069` : words
}
