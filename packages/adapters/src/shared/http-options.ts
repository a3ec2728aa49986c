import type { HttpCall } from './http.ts'
import type { News } from './news.ts'

/** What every adapter that talks HTTP can be told. @public */
export interface HttpOptions {
  /** Milliseconds for one request, body included. Default 15 000. */
  readonly timeoutMs?: number
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Which events to send; the others are skipped. The default stands at each adapter. */
  readonly on?: readonly News[]
}

/** The part of the options that goes into each call. */
export function callOptions({ timeoutMs, fetch }: HttpOptions): Pick<HttpCall, 'timeoutMs' | 'fetch'> {
  return { timeoutMs, fetch }
}
