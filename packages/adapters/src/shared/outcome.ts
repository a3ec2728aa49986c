import type { Receipt, RetryScope, SendOutcome } from '@frankly/core'
import { type HttpCall, type HttpReply, httpCall } from './http.ts'
import { hideSecrets } from './redact.ts'
import { waitOf } from './wait.ts'

/** It has arrived. */
export function delivered(receipt?: Receipt): SendOutcome {
  return { status: 'delivered', ...(receipt ? { receipt } : {}) }
}

/** Later; `afterMs` is a floor that the destination named. */
export function retry(cause: unknown, afterMs?: number, scope: RetryScope = 'destination'): SendOutcome {
  return { status: 'retry', scope, cause, ...(afterMs === undefined ? {} : { afterMs }) }
}

/** Never: the same again would be refused again. */
export function rejected(code: string, detail: string): SendOutcome {
  return { status: 'rejected', code, detail, scope: 'item' }
}

/**
 * Words for the statuses that refuse for good; any other 4xx is `http_<status>`.
 * The whole table: 2xx delivered · 408 425 429 5xx retry, with the destination's floor · 4xx rejected ·
 * no answer, 1xx, 3xx, unreadable retry. A destination's own word (`own`) goes before it.
 */
export const REFUSALS: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  415: 'wrong_type',
  422: 'invalid',
}

/** How one destination differs from the table. */
export interface OutcomeRules {
  /** Its own word on an answered call, asked first: a 200 that means no, a 400 that means later. */
  readonly own?: ((reply: HttpReply) => SendOutcome | undefined) | undefined
  /** Its own way to say how long to wait, milliseconds; asked before `Retry-After`. */
  readonly floor?: ((reply: HttpReply) => number | undefined) | undefined
  /** Never to be seen in a detail. */
  readonly secrets?: readonly string[]
}

/** Reads a reply by the table and the destination's own rules. */
export function outcomeOf(reply: HttpReply, rules: OutcomeRules = {}, now: number = Date.now()): SendOutcome {
  const { status } = reply
  if (!status) return retry(reply.cause)
  const own = rules.own?.(reply)
  if (own) return own
  if (status >= 200 && status < 300) return delivered()
  if (status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429) {
    return rejected(REFUSALS[status] ?? `http_${status}`, hideSecrets(reasonOf(reply), rules.secrets ?? []))
  }
  return retry(`HTTP ${status}`, rules.floor?.(reply) ?? waitOf(reply, now))
}

/** Calls and reads the reply. */
export async function exchange(call: HttpCall, signal: AbortSignal, rules: OutcomeRules = {}): Promise<SendOutcome> {
  return outcomeOf(await httpCall(call, signal), rules)
}

/** The destination's own explanation, shortened. */
export function reasonOf(reply: HttpReply): string {
  const said = (reply.json ?? {}) as Record<string, unknown>
  const nested = (said['error'] ?? {}) as Record<string, unknown>
  const found = [
    said['detail'],
    said['message'],
    said['description'],
    nested['message'],
    said['error'],
    said['title'],
  ].find((word) => typeof word === 'string')
  return String(found ?? reply.text).slice(0, 300)
}
