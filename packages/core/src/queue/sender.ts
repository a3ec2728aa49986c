import type { Transport } from '../transport/transport.ts'
import { type BatchLimits, chooseBatch } from './choose-batch.ts'
import { findDue } from './due-records.ts'
import type { Held, OwnRecord } from './own-record.ts'
import type { QueueParts } from './parts.ts'
import { acknowledge, createSettle } from './replies.ts'

/** Records of one request. */
const BATCH = 50
/** Bytes of one request, so that it passes slow lines; one larger record goes alone. The collector takes 256 KiB. */
const BATCH_BYTES = 48 * 1024

/** One worker per page: one request in flight. */
export interface Sender {
  /** Sends all that may go now; resolves when nothing more can. */
  work(): Promise<void>
  /**
   * The same with stored records of other pages and earlier visits, until nothing more can go or `over` settles. Resolves
   * to `true` when nothing more can.
   */
  workThroughStore(over?: Promise<void>): Promise<boolean>
  /** Whether stored records of others are being sent. */
  isReading(): boolean
  /** Milliseconds until the next record falls due, as of the last reading; asked for once. Nothing when none waits. */
  takeDue(): number | undefined
  /** Whether an own record is in a request now. */
  isSending(own: OwnRecord): boolean
}

/** What one request to this destination takes. */
export function batchLimits({ sendMany, maxBatch = 1, maxBytes = BATCH_BYTES }: Transport): BatchLimits {
  return { records: sendMany ? Math.min(BATCH, maxBatch) : 1, bytes: Math.min(BATCH_BYTES, maxBytes) }
}

/**
 * One closure: the loop and those who start it share who reads the store, what is on its way and when the next is due.
 * @param after - a request ended: `true` when something is done with, since it arrived or the destination skips it
 */
export function createSender(
  parts: QueueParts,
  limits: BatchLimits,
  after: (isDone: boolean) => Promise<void>,
): Sender {
  const { store, page, passes, requests, gate, rules, telling } = parts
  const settle = createSettle(parts)
  const inFlight = new Set<Held>()
  let readers = 0
  let dueInMs: number | undefined
  let isAskedAgain = false
  let running: Promise<void> | undefined

  async function loop(): Promise<void> {
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        while (!gate.isShut()) {
          const era = gate.era()
          dueInMs = undefined
          const due = await findDue(parts, readers > 0, limits.records)
          dueInMs = due.inMs
          if (era !== gate.era()) continue
          const batch = chooseBatch(due.records, limits)
          if (!batch.length) break
          await attempt(batch, era)
        }
      }
    } catch (cause) {
      telling.failed(cause)
    } finally {
      running = undefined
    }
  }

  /** One request and what follows from it. */
  async function attempt(batch: readonly Held[], era: number): Promise<void> {
    const records = batch.map(({ record }) => record)
    const own = records.flatMap(({ key }) => page.get(key) ?? [])
    for (const { key } of records) page.on(key, 'taken')
    for (const held of batch) inFlight.add(held)
    if (rules.deleteFirst) await store.change(records.map(({ key }) => ({ key })))
    const outcomes = await requests.send(records, false)
    inFlight.clear()
    if (era !== gate.era()) return
    const isDone = acknowledge(parts, batch, outcomes)
    // At once, so that a final flush in this very moment knows of an asked wait.
    const changes = settle(batch, outcomes)
    const finals = batch.flatMap(({ record }) => (!record.meta.pass && page.isDone(record.key) ? record : []))
    // A change passes over records that are not there yet: let the writing end first.
    await Promise.all(own.map(({ stored }) => stored))
    const drafts = await passes.ended(finals)
    if (era !== gate.era()) return
    await store.change([...changes, ...drafts.map((key) => ({ key }))])
    await after(isDone)
  }

  function work(): Promise<void> {
    isAskedAgain = true
    // during a withdrawal the loop would end before it is noted, and be taken for one that runs, for ever
    if (!gate.isShut()) running ??= loop()
    return running ?? Promise.resolve()
  }

  return {
    work,
    async workThroughStore(over) {
      readers++
      let isDone = false
      const done = work().then(() => {
        isDone = true
      })
      await Promise.race([done, over ?? done])
      readers--
      return isDone
    },
    isReading: () => readers > 0,
    takeDue() {
      const ms = dueInMs
      dueInMs = undefined
      return ms
    },
    isSending: (own) => inFlight.has(own),
  }
}
