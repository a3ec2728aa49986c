import type { HttpReply } from './http-call.ts'

/**
 * How long the destination asks us to wait, milliseconds: `Retry-After` in seconds or as an HTTP date
 * (RFC 9110 10.2.3), measured against the destination's own `Date` when it sent one; else `retryAfterMs`
 * of the body, for callers who may not read the header. What is not a positive number or a date is ignored.
 */
export function waitOf(reply: HttpReply, now: number): number | undefined {
  const said = reply.header('retry-after')?.trim()
  if (said) {
    if (/^\d{1,9}$/.test(said)) return Number(said) * 1000
    const ms = /[a-z]/i.test(said) ? Date.parse(said) - (Date.parse(reply.header('date') ?? '') || now) : Number.NaN
    if (ms >= 0) return ms
  }
  const ms = (reply.json as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs
  return typeof ms === 'number' && ms >= 0 && ms < 1e12 ? ms : undefined
}

/**
 * Milliseconds until a moment that the destination named, epoch seconds, measured against its own `Date` when it sent
 * one. `undefined` for garbage and moments past.
 */
export function waitUntil(reply: HttpReply, epochSeconds: unknown, now: number = Date.now()): number | undefined {
  const at = Number(epochSeconds) * 1000
  const wait = at - (Date.parse(reply.header('date') ?? '') || now)
  return epochSeconds !== undefined && wait > 0 && wait < 86_400_000 ? wait : undefined
}
