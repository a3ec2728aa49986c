import type { EpochMs } from '../model/ids.ts'

/** A session that began with an act of the customer: kept on the device, so that the next page knows it. @public */
export interface SessionTimes {
  /** When it began. */
  readonly start: EpochMs
  /** The latest sign of life. */
  readonly seen: EpochMs
}

/** A session ends after so long without a sign of life, ms. @public */
export const SESSION_MS = 1_800_000

/**
 * [L6] The session at this moment. Before the customer acts (answers or dismisses) nothing is kept, and the session is
 * the life of the page; from then on it lasts over pages until 30 minutes pass without a sign of life. A session
 * in the future was written by a wrong clock and is ignored.
 * @param kept - as it was kept after the first act; `undefined`: nobody has acted
 * @param pageStart - when this page began
 * @public
 */
export function sessionAt(kept: unknown, pageStart: EpochMs, now: EpochMs): SessionTimes {
  const { start, seen } = (kept ?? {}) as Partial<SessionTimes>
  const isSound = typeof start === 'number' && typeof seen === 'number' && start <= seen && seen < now + SESSION_MS
  const fresh = Math.min(pageStart, now)
  if (!isSound) return { start: fresh, seen: now }
  if (now - seen < SESSION_MS) return { start, seen: Math.max(now, seen) }
  // a page that was open all the while begins a session with what happens now
  return { start: fresh - seen < SESSION_MS ? now : fresh, seen: now }
}
