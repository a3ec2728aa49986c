import type { EpochMs } from '../model/ids.ts'
import type { QuietHours } from './policy.ts'

/** 22:00: nothing is asked after it, whatever the options say. Minutes from midnight. @public */
export const HARD_STOP = 1320

/**
 * Is it a time at which nobody may be asked? Several offsets: the zone is not known, and it is quiet as
 * long as it is quiet in one of them. None: quiet, since a guess may wake somebody.
 * @param offsets - minutes east of UTC at that moment
 * @public
 */
export function isQuiet(at: EpochMs, offsets: readonly number[] | undefined, hours: QuietHours = {}): boolean {
  const until = Math.min(hours.until ?? 1260, HARD_STOP)
  return (
    !offsets?.length ||
    offsets.some((offset) => {
      const minute = (((at / 60_000 + offset) % 1440) + 1440) % 1440
      return !(minute >= (hours.from ?? 540) && minute < until)
    })
  )
}
