/** Longest text that is taken when a question names no limit, characters as `charactersIn` counts them. @public */
export const DEFAULT_MAX_LENGTH = 4000

/** Longest words about who helped, characters. @public */
export const LONGEST_WHO = 400

/** Longest address that anybody is answered at, characters (RFC 3696 erratum 1690: an e-mail address has 254). */
export const LONGEST_ADDRESS = 320

/** Longest address of a channel, characters. @public */
export function longestAddress(channel: string): number {
  return channel === 'telegram' ? 64 : LONGEST_ADDRESS
}
