import type { EpochMs } from '../model/ids.ts'
import type { Clock } from '../platform/platform.ts'

/** [Q12] The receiver's clock, as its replies tell it. */
export interface ReceiverClock {
  /** Its time now, once heard. */
  now(): EpochMs | undefined
  hear(now: EpochMs): void
}

export function createReceiverClock(clock: Clock): ReceiverClock {
  let heard: { readonly now: number; readonly at: number } | undefined
  return {
    now: () => heard && heard.now + clock.monotonic() - heard.at,
    hear(now) {
      heard = { now, at: clock.monotonic() }
    },
  }
}
