import type { Carries } from './capabilities.ts'
import type { HttpOptions } from './http-options.ts'
import type { StaffLocale } from './words.ts'

/** What every adapter that writes to the shop's people can be told. @public */
export interface MessageOptions extends HttpOptions {
  /** Language of the message. Default `en`. */
  readonly locale?: StaffLocale
  /** May its readers see reply addresses and receipt codes? Default `false`. */
  readonly contact?: boolean
}

/** What a message may hold: words and the order; contact data by option. */
export function messageCarries({ contact = false }: MessageOptions): Carries {
  return { contact, text: true, order: true, subject: false }
}
