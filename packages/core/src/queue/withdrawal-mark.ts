import type { Clock, KeySpan } from '../platform/platform.ts'
import { idTime } from './id-time.ts'

/** A moment of this page: by the clock that nobody can set, and by the last withdrawal that was known. */
export interface Moment {
  readonly at: number
  readonly mark: string | undefined
}

/** [Q26] The mark without content by which pages hear of each other's withdrawals: a key that names its moment. */
export interface WithdrawalMark {
  /** The last one that this page knows; `''`: it has looked, there is none. */
  readonly last: string | undefined
  /** Where it lies in the store. */
  readonly span: KeySpan
  /** This moment, for what is submitted now. */
  now(): Moment
  isMark(key: string): boolean
  /** The mark among keys of the store, `''` if there is none. */
  find(keys: readonly string[]): string
  /** Whether a mark that was found in the store was written since a moment of this page. */
  isSince(found: string, born: Moment): boolean
  /** Notes what was found, unless another was noted since `before`. */
  learn(found: string, before?: string): void
  /** The key of a withdrawal of this page. */
  keyOf(id: string): string
  /** This page has withdrawn. */
  set(key: string): void
  /** When the mark among these keys was written, epoch ms; `NaN` without one. */
  timeIn(keys: readonly string[]): number
}

export function createWithdrawalMark(scope: string, clock: Clock): WithdrawalMark {
  const start = `${scope}+`
  let last: string | undefined
  const isMark = (key: string): boolean => key.startsWith(start)
  const find = (keys: readonly string[]): string => keys.find(isMark) ?? ''
  const timeOf = (key: string): number => idTime(key.slice(start.length))
  return {
    get last() {
      return last
    },
    span: { after: start, before: `${start}~` },
    now: () => ({ at: clock.monotonic(), mark: last }),
    isMark,
    find,
    isSince(found, { at, mark }) {
      if (!found || found === mark) return false
      // Both by the clock of this device, which may have been set long ago but hardly in these milliseconds.
      const now = clock.now()
      const written = timeOf(found)
      return written >= Math.floor(now - (clock.monotonic() - at)) && written <= now
    },
    learn(found, before) {
      if (last === before) last = found
    },
    keyOf: (id) => start + id,
    set(key) {
      last = key
    },
    timeIn: (keys) => timeOf(find(keys)),
  }
}
