import type { Clock } from '../platform.ts'
import type { Verdict } from './verdict.ts'

/** Whether a destination rests: nothing is sent to it for a time after it failed as a whole. */
export interface Rest {
  /** How often in a row it has failed. */
  readonly failures: number
  /** How long it still rests, ms; 0 or less: not at all. */
  left(): number
  /** How many failures it would be if the sending that is being judged failed. */
  next(): number
  /** Takes in what came of a sending. */
  learn(verdict: Verdict): void
  /** A person has put things right. */
  end(): void
}

/** @param onFirst - told why, at the first failure after it worked */
export function createRest(clock: Clock, onFirst: (detail: string) => void): Rest {
  let failures = 0
  let until = 0
  const left = (): number => until - clock.now()
  return {
    get failures() {
      return failures
    },
    left,
    // Sendings that ran side by side fail together: that is one failure.
    next: () => failures + (left() > 0 ? 0 : 1),
    learn(verdict) {
      if (verdict.row === 'done' || verdict.restMs === undefined) {
        failures = 0
        return
      }
      const isNew = left() <= 0
      if (isNew) failures += 1
      until = Math.max(until, clock.now() + verdict.restMs)
      if (failures === 1 && isNew) onFirst(verdict.detail)
    },
    end() {
      until = 0
    },
  }
}
