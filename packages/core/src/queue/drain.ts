import { makeId } from '../platform/make-id.ts'

import { expireOld } from './expire-old.ts'
import { findVanished } from './find-vanished.ts'
import type { QueueParts } from './parts.ts'
import type { Sender } from './sender.ts'
import { createTimer } from './timer.ts'

/** Longest drain: then another page may have its turn. */
const DRAIN_MS = 20_000
/** A holder of the lock without a sign of life for so long is frozen or in the back/forward cache. */
const DEAD_MS = 24_000
/** How often a page that waits for the lock looks. */
const LOOK_MS = 4000
/** A wake event counts once in so many ms: a flapping network may not drive requests. */
const WAKE_MS = 5000

/** Sends what is stored, one page at a time. The lock is a hint: without it the work is only done twice. */
export interface Drain {
  /** Drains once, unless it is draining. */
  start(): void
  /** Drains in `ms`, or earlier when an earlier moment is set. */
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

/**
 * One closure: timer, lock, the holder's sign of life and what a wake event ends are one state, and each of the steps below
 * reads or sets most of it.
 */
export function createDrain(parts: QueueParts, sender: Sender): Drain {
  const { scope, platform, limits, store, page, backoff, waits, receiver, telling } = parts
  const { clock, random } = platform
  const timer = createTimer(clock, start)
  let isDraining = false
  let isClosed = false
  let hasExpired = false
  let lastWake = Number.NEGATIVE_INFINITY
  /** The next drain goes over own waits, those of other pages too. */
  let isWoken = false
  /** Ends the drain that is on. */
  let stop: (() => void) | undefined
  /** The last sign of life of whoever holds the lock, and since when it has not changed. */
  let seen: { readonly sign: string | undefined; readonly since: number } | undefined

  const schedule = (ms: number): void => {
    if (!isClosed) timer.within(ms)
  }
  /** [Q17] Past the budget of failures only a wake event or a new answer tries. */
  const later = (ms: number): void => {
    if (backoff.failures < limits.failures) schedule(ms)
  }

  function start(): void {
    if (isDraining || isClosed) return
    isDraining = true
    timer.stop()
    void drain()
      .catch(telling.failed)
      .finally(() => {
        isDraining = false
        plan()
      })
  }

  async function drain(): Promise<void> {
    if (!(await findVanished(scope, store, page))) return expire()
    const sign = await readNote()
    if (isWoken) {
      backoff.end()
      waits.end()
    }
    isWoken = false
    if (backoff.wait()) return later(backoff.wait())
    if (await platform.locks.tryHold(`frankly:${scope}`, hold)) {
      seen = undefined
      return
    }
    if (!seen || seen.sign !== sign) seen = { sign, since: clock.monotonic() }
    if (clock.monotonic() - seen.since >= DEAD_MS) await hold()
    else schedule(LOOK_MS + 2000 * random.unit())
  }

  /** With the lock, or past a dead holder. Ends when nothing can be done, when time is up or when the page leaves. */
  async function hold(signal?: AbortSignal): Promise<void> {
    await store.note(backoff.save(makeId(clock, random)))
    const over = new Promise<void>((resolve) => {
      stop = resolve
      signal?.addEventListener('abort', () => resolve())
    })
    const cancel = clock.after(DRAIN_MS, () => stop?.())
    const isDone = await sender.workThroughStore(over)
    stop = undefined
    cancel()
    if (!isDone) return schedule(LOOK_MS * random.unit())
    await expire()
    if (!(await findVanished(scope, store, page))) await store.note()
  }

  /** Once per page, when the receiver's clock is known: removes what is too old. */
  async function expire(): Promise<void> {
    const now = receiver.now()
    if (hasExpired || now === undefined || !store.room.stored?.count) return
    hasExpired = true
    await expireOld(scope, store, now, limits.passMs, telling.tally)
  }

  /** Takes over the backoff that stands in the store; returns the sign of life in it. */
  async function readNote(): Promise<string | undefined> {
    const note = await store.readNote()
    return note && backoff.adopt(note)
  }

  function plan(): void {
    if (isDraining) return
    // closed or not: what came back after the end has opened the store once more
    const ms = sender.takeDue()
    if (ms !== undefined) later(ms)
    store.close()
  }

  return {
    start,
    schedule,
    plan,
    wake() {
      const wait = Math.max(2000 * random.unit(), lastWake + WAKE_MS - clock.monotonic())
      lastWake = clock.monotonic() + wait
      isWoken = true
      schedule(wait)
    },
    yield: () => stop?.(),
    async force() {
      // The waits of other pages too, which else would be taken over when the store is read.
      await readNote()
      backoff.end(true)
      waits.end()
      await findVanished(scope, store, page)
      await sender.workThroughStore()
    },
    close() {
      isClosed = true
      timer.stop()
      stop?.()
      store.close()
    },
  }
}
