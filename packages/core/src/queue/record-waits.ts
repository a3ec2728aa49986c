import type { Clock } from '../platform/platform.ts'
import type { QueueRecord } from './record.ts'
import { LONGEST_FLOOR } from './wait-after.ts'

/** [Q16] [Q19] Waits of single records by this page's own clock, which nobody can set. */
export interface RecordWaits {
  /** Milliseconds until a record may go; 0: now. */
  left(record: QueueRecord): number
  /**
   * A record waits so many milliseconds, or no longer.
   * @param asked - the destination asked for it: nothing shortens it
   */
  set(key: string, ms: number | undefined, asked: boolean): void
  /** [Q18] Ends the waits that nobody asked for, those that other pages left in the store too. */
  end(): void
}

export function createRecordWaits(clock: Clock): RecordWaits {
  const waits = new Map<string, { readonly until: number; readonly asked: boolean }>()
  let hasEnded = false
  return {
    left({ key, meta }) {
      const until = waits.get(key)?.until
      if (until === undefined && hasEnded && !meta.asked) return 0
      const wait = until === undefined ? (meta.at ?? 0) - clock.now() : until - clock.monotonic()
      // A wait beyond the longest one is a clock that was set back.
      return wait < LONGEST_FLOOR * 1.2 ? Math.max(0, wait) : 0
    },
    set(key, ms, asked) {
      if (ms === undefined) waits.delete(key)
      else waits.set(key, { until: clock.monotonic() + ms, asked })
    },
    end() {
      hasEnded = true
      for (const [key, { asked }] of waits) if (!asked) waits.delete(key)
    },
  }
}
