import { makeId } from '../platform/make-id.ts'
import type { JournalChange, QueuePlatform } from '../platform/platform.ts'
import type { LaneGate } from './lane.ts'
import { fromRecord, PARKED, readKey, toRecord } from './parcel.ts'
import { RESTING } from './rest-record.ts'
import type { Sender } from './sender.ts'
import type { Shelf } from './shelf.ts'

/** Longest pass: then another page may have its turn. */
const PASS_MS = 20_000
/** A holder of the lock without a sign of life for so long is frozen or in the back/forward cache. */
const DEAD_MS = 24_000
/** How often a page that waits for the lock looks. */
const LOOK_MS = 4000
/** A wake event counts once in so many ms: a flapping network may not drive requests. */
const WAKE_MS = 5000
/** Kept for 30 days, by the receiver's clock. */
const KEEP_MS = 30 * 86_400_000

/** Sends what is stored, one page at a time. The lock is a hint: without it the work is only done twice. */
export interface Sweeper {
  /** One pass, unless one is on. */
  pass(): void
  /** A pass in `ms`, or earlier when one is due earlier. */
  schedule(ms: number): void
  /** What was away is back: network, page. */
  wake(): void
  /** Gives the lock back. */
  yield(): void
  /** After something was sent or failed: sets the timer, or lets go of the store. */
  plan(): void
  /** Sends all that may go now, lock or not. */
  force(): Promise<void>
  close(): void
}

export interface SweeperDeps {
  readonly scope: string
  readonly platform: QueuePlatform
  readonly shelf: Shelf
  readonly lane: LaneGate
  readonly sender: Sender
  readonly maxFailures: number
  readonly passMs: number
  readonly tally: (name: string, by?: number) => void
}

export function createSweeper({
  scope,
  platform,
  shelf,
  lane,
  sender,
  maxFailures,
  passMs,
  tally,
}: SweeperDeps): Sweeper {
  const { clock, random, log } = platform
  let passing = false
  let closed = false
  let stop: (() => void) | undefined
  let timer: { at: number; cancel: () => void } | undefined
  let lastWake = Number.NEGATIVE_INFINITY
  let aged = false
  /** The next pass goes over own waits, those of other pages too. */
  let woken = false
  /** The last sign of life of whoever holds the lock, and since when it has not changed. */
  let sign: { text: string | undefined; since: number } | undefined

  const rest = (): void => {
    timer?.cancel()
    timer = undefined
  }
  const schedule = (ms: number): void => {
    const at = clock.monotonic() + ms
    if (closed || (timer && timer.at <= at)) return
    rest()
    const cancel = clock.after(ms, () => {
      timer = undefined
      pass()
    })
    timer = { at, cancel }
  }

  /** Past the budget of failures only a wake event or a new answer tries. */
  const later = (ms: number): void => {
    if (lane.failures < maxFailures) schedule(ms)
  }

  function pass(): void {
    if (passing || closed) return
    passing = true
    rest()
    void run()
      .catch((cause: unknown) => log.warn('frankly: a pass failed', cause))
      .finally(() => {
        passing = false
        plan()
      })
  }

  async function run(): Promise<void> {
    sender.soonest = undefined
    if (!(await shelf.look())) return age()
    const text = await readNote()
    if (woken) {
      lane.hasten(0)
      sender.hasten()
    }
    woken = false
    if (lane.wait()) return later(lane.wait())
    if (await platform.locks.tryHold(`frankly:${scope}`, hold)) {
      sign = undefined
      return
    }
    if (!sign || sign.text !== text) sign = { text, since: clock.monotonic() }
    if (clock.monotonic() - sign.since >= DEAD_MS) await hold()
    else schedule(LOOK_MS + 2000 * random.unit())
  }

  /** Takes over what stands in the store about the lane; returns the sign of life in it. */
  async function readNote(): Promise<string | undefined> {
    const note = (await shelf.page(scope, 2)).find((row) => shelf.isControl(row.key))
    return note && lane.adopt(note.meta)
  }

  /** With the lock, or past a dead holder. Ends when nothing can be done, when time is up or when the page leaves. */
  async function hold(signal?: AbortSignal): Promise<void> {
    await shelf.note(lane.save(makeId(clock, random)))
    let cancel: (() => void) | undefined
    const over = new Promise<void>((resolve) => {
      stop = resolve
      cancel = clock.after(PASS_MS, resolve)
      signal?.addEventListener('abort', () => resolve())
    })
    sender.reading = true
    const finished = sender.work().then(() => true)
    const whole = await Promise.race([over, finished])
    sender.reading = false
    stop = undefined
    cancel?.()
    if (!whole) return schedule(LOOK_MS * random.unit())
    await age()
    if (!(await shelf.look())) await shelf.note()
  }

  /** Once per page, when the receiver's clock is known: what waits since 30 of its days goes, whatever the device's clock says. */
  async function age(): Promise<void> {
    const now = sender.serverNow()
    if (aged || now === undefined || !shelf.count) return
    aged = true
    for (let after = scope, more = true; more; ) {
      const rows = await shelf.page(after, 64, true)
      const changes: JournalChange[] = []
      for (const row of rows) {
        after = row.key
        const { kind } = readKey(scope, row.key)
        if (kind < '0') continue
        const parcel = fromRecord(scope, row)
        if (parcel.meta.seen === undefined) {
          parcel.meta.seen = now
          changes.push({ key: row.key, to: toRecord(parcel) })
        } else if (now - parcel.meta.seen > (kind === RESTING && !parcel.meta.pass?.acts ? passMs : KEEP_MS)) {
          changes.push({ key: row.key })
          tally(kind === PARKED ? 'parked.expired' : kind === RESTING ? 'pass_expired' : 'expired')
        }
      }
      await shelf.change(changes)
      more = rows.length === 64
    }
  }

  function plan(): void {
    if (passing) return
    // closed or not: what came back after the end has opened the store once more
    if (sender.soonest !== undefined) later(sender.soonest)
    shelf.rest()
  }

  return {
    pass,
    schedule,
    plan,
    wake() {
      const wait = Math.max(2000 * random.unit(), lastWake + WAKE_MS - clock.monotonic())
      lastWake = clock.monotonic() + wait
      woken = true
      schedule(wait)
    },
    yield: () => stop?.(),
    async force() {
      // The waits of other pages too, which else would be taken over when the store is read.
      await readNote()
      lane.hasten(0, true)
      sender.hasten()
      await shelf.look()
      sender.reading = true
      await sender.work()
      sender.reading = passing && stop !== undefined
    },
    close() {
      closed = true
      rest()
      stop?.()
      shelf.rest()
    },
  }
}
