import type { DeliveryType } from '@frankly/core'
import { need } from './options.ts'

/** What every adapter that talks HTTP can be told. @public */
export interface HttpOptions {
  /** Milliseconds for one request, body included. Default 15 000. */
  readonly timeoutMs?: number
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Which events to send; the others are done with at once. The default stands at each adapter. */
  readonly on?: readonly DeliveryType[]
}

/** The part of the options that goes into each call; checks it. */
export function callOptions(options: HttpOptions): Pick<HttpOptions, 'timeoutMs' | 'fetch'> {
  const { timeoutMs, fetch } = options
  need(timeoutMs === undefined || timeoutMs > 0, 'timeoutMs', timeoutMs, 'milliseconds above 0')
  need(fetch === undefined || typeof fetch === 'function', 'fetch', typeof fetch, 'a function')
  return { ...(timeoutMs === undefined ? {} : { timeoutMs }), ...(fetch === undefined ? {} : { fetch }) }
}
