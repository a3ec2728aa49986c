import { makeId } from '../platform/make-id.ts'
import type { JournalChange, QueuePlatform } from '../platform/platform.ts'
import type { Backoff } from './backoff.ts'
import { DRAFT } from './draft-record.ts'
import { fromStored, PARKED, readKey, toStored } from './record.ts'
import type { RecordStore } from './record-store.ts'
import type { Sender } from './sender.ts'

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
export interface Drain {
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

export interface DrainParts {
  readonly scope: string
  readonly platform: QueuePlatform
  readonly store: RecordStore
  readonly backoff: Backoff
  readonly sender: Sender
  readonly maxFailures: number
  readonly passMs: number
  readonly tally: (name: string, by?: number) => void
}

export function createDrain({
  scope,
  platform,
  store,
  backoff,
  sender,
  maxFailures,
  passMs,
  tally,
}: DrainParts): Drain {
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
    if (backoff.failures < maxFailures) schedule(ms)
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
    if (!(await store.look())) return age()
    const text = await readNote()
    if (woken) {
      backoff.hasten(0)
      sender.hasten()
    }
    woken = false
    if (backoff.wait()) return later(backoff.wait())
    if (await platform.locks.tryHold(`frankly:${scope}`, hold)) {
      sign = undefined
      return
    }
    if (!sign || sign.text !== text) sign = { text, since: clock.monotonic() }
    if (clock.monotonic() - sign.since >= DEAD_MS) await hold()
    else schedule(LOOK_MS + 2000 * random.unit())
  }

  /** Takes over what stands in the store about the backoff; returns the sign of life in it. */
  async function readNote(): Promise<string | undefined> {
    const note = (await store.page(scope, 2)).find((row) => store.isControl(row.key))
    return note && backoff.adopt(note.meta)
  }

  /** With the lock, or past a dead holder. Ends when nothing can be done, when time is up or when the page leaves. */
  async function hold(signal?: AbortSignal): Promise<void> {
    await store.note(backoff.save(makeId(clock, random)))
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
    if (!(await store.look())) await store.note()
  }

  /** Once per page, when the receiver's clock is known: what waits since 30 of its days goes, whatever the device's clock says. */
  async function age(): Promise<void> {
    const now = sender.serverNow()
    if (aged || now === undefined || !store.count) return
    aged = true
    for (let after = scope, more = true; more; ) {
      const rows = await store.page(after, 64, true)
      const changes: JournalChange[] = []
      for (const row of rows) {
        after = row.key
        const { section } = readKey(scope, row.key)
        if (section < '0') continue
        const record = fromStored(scope, row)
        if (record.meta.seen === undefined) {
          record.meta.seen = now
          changes.push({ key: row.key, to: toStored(record) })
        } else if (now - record.meta.seen > (section === DRAFT && !record.meta.pass?.acts ? passMs : KEEP_MS)) {
          changes.push({ key: row.key })
          tally(section === PARKED ? 'parked.expired' : section === DRAFT ? 'pass_expired' : 'expired')
        }
      }
      await store.change(changes)
      more = rows.length === 64
    }
  }

  function plan(): void {
    if (passing) return
    // closed or not: what came back after the end has opened the store once more
    if (sender.soonest !== undefined) later(sender.soonest)
    store.rest()
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
      backoff.hasten(0, true)
      sender.hasten()
      await store.look()
      sender.reading = true
      await sender.work()
      sender.reading = passing && stop !== undefined
    },
    close() {
      closed = true
      rest()
      stop?.()
      store.rest()
    },
  }
}
