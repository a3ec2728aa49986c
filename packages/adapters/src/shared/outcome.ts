import type { Receipt, SendOutcome } from '@frankly/core'
import type { RetryScope } from '@frankly/core/transport'
import { type HttpCall, type HttpReply, httpCall } from './http-call.ts'
import { hideSecrets } from './redact.ts'
import { waitOf } from './retry-after.ts'

/** The destination has stored it. */
export function delivered(receipt?: Receipt): SendOutcome {
  return { status: 'delivered', ...(receipt ? { receipt } : {}) }
}

/** To be tried again, after `afterMs` at the earliest. */
export function retry(cause: unknown, afterMs?: number, scope: RetryScope = 'destination'): SendOutcome {
  return { status: 'retry', scope, cause, ...(afterMs === undefined ? {} : { afterMs }) }
}

/** Refused for good: the same request would be refused again. */
export function rejected(code: string, detail: string): SendOutcome {
  return { status: 'rejected', code, detail, scope: 'item' }
}

/** Refused for good, with the destination's own code and message: shortened, without secrets. */
export function refusal(code: unknown, words: unknown, secrets: readonly string[]): SendOutcome {
  return rejected(String(code), hideSecrets(String(words ?? ''), secrets).slice(0, 300))
}

/** Not sent, and never will be: this destination takes no such deliveries. `reason`: one word. */
export function skipped(reason: string): SendOutcome {
  return { status: 'skipped', reason }
}

/** Whether a status refuses for good: any 4xx but "timed out", "too early" and "too many". */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status)
}

/** How one destination differs from the table of statuses. @public */
export interface OutcomeRules {
  /** Its own word on an answered call, asked first: a 200 that means no, a 400 that means later. */
  readonly own?: ((reply: HttpReply) => SendOutcome | undefined) | undefined
  /** Its own way to say how long to wait, milliseconds; asked before `Retry-After`. */
  readonly floor?: ((reply: HttpReply) => number | undefined) | undefined
  /** Never to be seen in a detail. */
  readonly secrets?: readonly string[]
}

/**
 * Reads a reply. The whole table: 2xx delivered · 408 423 425 429 5xx, and any 4xx that says after what time to come again, retry, with the
 * destination's floor · any other 4xx rejected as `http_<status>` · no answer, 1xx, 3xx, unreadable retry. A destination's own word (`own`) goes before it.
 */
export function outcomeOf(reply: HttpReply, rules: OutcomeRules = {}, now: number = Date.now()): SendOutcome {
  const { status } = reply
  if (!status) return retry(reply.cause)
  const own = rules.own?.(reply)
  if (own) return own
  if (status >= 200 && status < 300) return delivered()
  const wait = waitOf(reply, now)
  const later = [408, 423, 425, 429].includes(status) || wait !== undefined
  if (status >= 400 && status < 500 && !later) {
    return rejected(`http_${status}`, hideSecrets(reasonOf(reply), rules.secrets ?? []))
  }
  return retry(`HTTP ${status}`, rules.floor?.(reply) ?? wait)
}

/** Calls and reads the reply. */
export async function exchange(call: HttpCall, signal: AbortSignal, rules: OutcomeRules = {}): Promise<SendOutcome> {
  return outcomeOf(await httpCall(call, signal), rules)
}

/** The destination's own explanation, shortened. */
export function reasonOf(reply: HttpReply): string {
  const { detail, message, description, error, title } = (reply.json ?? {}) as Record<string, unknown>
  const nested = (error as { message?: unknown } | undefined)?.message
  const found = [detail, message, description, nested, error, title].find((word) => typeof word === 'string')
  return String(found ?? reply.text).slice(0, 300)
}
