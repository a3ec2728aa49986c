import type { HttpCall } from './http-call.ts'
import type { News } from './news.ts'
import { toJson } from './wire-body.ts'

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

/** The header of a body that is JSON already. */
export const JSON_TYPE: Readonly<Record<string, string>> = { 'content-type': 'application/json' }

/** A post of JSON. `headers` are sent beside its content type. */
export function jsonCall(
  options: HttpOptions,
  url: string,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpCall {
  return {
    ...callOptions(options),
    url,
    headers: { ...JSON_TYPE, ...headers },
    body: toJson(content),
  }
}

/** A post of a url-encoded form. `headers` are sent beside its content type. */
export function formCall(
  options: HttpOptions,
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): HttpCall {
  return {
    ...callOptions(options),
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  }
}

/** What stands behind `Basic ` in a header: name and secret as UTF-8, in base64 (RFC 7617). */
export function basicCredentials(user: string, secret: string): string {
  const bytes = new TextEncoder().encode(`${user}:${secret}`)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
