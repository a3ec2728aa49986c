import type { ServerAdapterSpec } from './define-server-adapter.ts'
import type { HttpOptions } from './http-options.ts'
import { type News, newsOf } from './news.ts'
import type { StaffLocale } from './staff-words.ts'

/** What every adapter that writes to the shop's people can be told. @public */
export interface MessageOptions extends HttpOptions {
  /** Language of the message. Default `en`. */
  readonly locale?: StaffLocale
  /** May its readers see reply addresses and receipt codes? Default `false`. */
  readonly contact?: boolean
}

/**
 * The gates of such an adapter: it may hold words and the order, contact data by option.
 * @param otherwise - the deliveries that it sends when the option `on` is not given
 */
export function messageSpec(
  { contact = false, on }: Pick<MessageOptions, 'contact' | 'on'>,
  otherwise: readonly News[],
): Pick<ServerAdapterSpec, 'carries' | 'reach' | 'hears'> {
  return {
    carries: { contact, text: true, order: true, subject: false },
    reach: 'service',
    hears: newsOf(on, otherwise),
  }
}
