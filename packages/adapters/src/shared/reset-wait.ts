import type { HttpReply } from './http.ts'

/**
 * Milliseconds until a moment that the destination named, epoch seconds, measured against its own `Date` when it sent
 * one. `undefined` for garbage and moments past.
 */
export function waitUntil(reply: HttpReply, epochSeconds: unknown, now: number = Date.now()): number | undefined {
  const at = Number(epochSeconds) * 1000
  const wait = at - (Date.parse(reply.header('date') ?? '') || now)
  return epochSeconds !== undefined && wait > 0 && wait < 86_400_000 ? wait : undefined
}
