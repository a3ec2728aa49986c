import type { Clock, Random } from '../platform/platform.ts'
import type { RetryScope } from '../transport/transport.ts'
import { readJson } from './record.ts'
import type { BackoffState } from './types.ts'
import { floorOf, LONGEST_FLOOR, LONGEST_WAIT, waitAfter } from './wait-after.ts'

/** A project key that the destination refuses is tried again after an hour. */
const PAUSE = 3_600_000
/** So many blocked requests in a row make the backoff of five minutes. */
const BLOCKED_AFTER = 3

/** The backoff as stored, for other pages and later visits. */
interface SavedBackoff {
  readonly n: number
  /** Epoch ms when it was written, and until when to wait. */
  readonly at: number
  readonly until: number
  readonly asked: boolean
  readonly state: BackoffState
  readonly reason?: string | undefined
  /** Changes with every pass of a drain: a sign of life. */
  readonly pass: string
}

/** The wait of all records after failed requests. */
export interface Backoff {
  readonly state: BackoffState
  /** What a failed request said, for people; nothing where it said nothing. */
  readonly why: { readonly reason?: string }
  /** Failed requests of this page's life. */
  readonly failures: number
  /** Milliseconds until a stored record may go. */
  wait(): number
  /** Milliseconds until a record that was never tried may go: own backoff does not hold it, a destination's wish does. */
  waitFresh(): number
  failed(scope: RetryScope | undefined, afterMs: number | undefined, reason: string | undefined): void
  /** A request failed for a reason that is about its records alone: counted, and nothing waits for it. */
  missed(): void
  succeeded(): void
  /** Ends an own wait, with `all` a pause too. Never what the destination asked for. */
  end(all?: boolean): void
  save(pass: string): string
  /** Takes over what another page wrote; returns its sign of life. */
  adopt(saved: string): string | undefined
}

export function createBackoff(clock: Clock, random: Random): Backoff {
  let row = 0
  let blocked = 0
  let failures = 0
  let until = 0
  let asked = false
  let state: BackoffState = 'none'
  let reason: string | undefined
  /** The note as this page last wrote or read it. */
  let known = ''
  const wait = (): number => Math.max(0, until - clock.monotonic())
  const close = (ms: number): void => {
    until = clock.monotonic() + ms
  }

  return {
    get state() {
      return state
    },
    get why() {
      return reason === undefined ? {} : { reason }
    },
    get failures() {
      return failures
    },
    wait,
    waitFresh: () => (asked || state === 'paused' ? wait() : 0),
    failed(scope, afterMs, why) {
      failures++
      row++
      blocked = scope === 'blocked' ? blocked + 1 : 0
      reason = why
      // What a request beside this one was told holds on.
      const floor = asked ? wait() : 0
      asked = floor + floorOf(afterMs) > 0
      state = scope === 'paused' ? 'paused' : blocked >= BLOCKED_AFTER ? 'blocked' : 'waiting'
      const least = state === 'paused' ? PAUSE : state === 'blocked' ? LONGEST_WAIT : 0
      close(Math.max(floor, least, waitAfter(row, afterMs, random.unit)))
    },
    missed() {
      failures++
    },
    succeeded() {
      // Another request was told to wait meanwhile.
      if (asked && wait()) return
      row = blocked = until = 0
      asked = false
      state = 'none'
      reason = undefined
    },
    end(all) {
      if (!asked && (all || state !== 'paused')) close(0)
    },
    save(pass) {
      const at = clock.now()
      const note: SavedBackoff = { n: row, at, until: at + wait(), asked, state, reason, pass }
      known = JSON.stringify(note)
      return known
    },
    adopt(text) {
      const saved = readJson<SavedBackoff>(text)
      if (!saved) return undefined
      const now = clock.now()
      const left = saved.until - now
      // The clock may have been set meanwhile: a wait longer than any real one is ignored.
      const sane = now >= saved.at && left <= LONGEST_FLOOR * 1.2
      if (text !== known && sane && left > wait()) {
        row = Math.max(row, saved.n)
        asked = saved.asked
        state = saved.state
        reason = saved.reason
        close(left)
      }
      known = text
      return saved.pass
    },
  }
}
