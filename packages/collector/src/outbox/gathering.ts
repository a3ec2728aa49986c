import type { Delivery } from '@frankly/core'
import { createRateLimiter } from '../access/rate-limit.ts'
import type { Clock } from '../platform.ts'
import type { OutboxRow } from '../store/ports.ts'

/** How often the gathered rows are sent as one message, ms. */
export const GATHER_MS = 60_000

/** What is done with bad news for people: sent by itself, left to gather, or sent as one message for all that gathered. */
export type Turn = 'alone' | 'gather' | 'head'

/** The budget of one destination that people read. */
export interface Gathering {
  /** Decides about a row that is due. */
  turn(row: OutboxRow): Turn
  /** When what gathers is due. */
  readonly at: number
}

/** Marks rows that gather, in their `detail`. */
export const GATHERED = 'gathered: too many at once'

/** @param perHour - alerts that are sent by themselves, on average and in a burst */
export function createGathering(clock: Clock, perHour: number): Gathering {
  const budget = createRateLimiter(perHour / 3600, perHour)
  let at = 0
  return {
    turn(row) {
      if (!isAlert(row.delivery)) return 'alone'
      const now = clock.now()
      // A row that was tried before has taken its token already.
      const mayRing = !row.crowd && row.detail !== GATHERED && (row.attempts > 1 || budget.take('', now) === 0)
      if (mayRing) return 'alone'
      const isFirst = at === 0 && row.detail !== GATHERED
      if (!isFirst && now >= at) {
        at = now + GATHER_MS
        return 'head'
      }
      if (isFirst) at = now + GATHER_MS
      return 'gather'
    },
    get at() {
      return at
    },
  }
}

/** Bad news; an erasure is urgent too and always goes by itself. */
const isAlert = ({ lane, type }: Delivery): boolean => lane === 'urgent' && type !== 'subject.erased'
