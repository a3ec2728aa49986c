import type { Clock, Durability } from '../platform/platform.ts'
import type { ItemEvent, SubmitResult } from '../queue/types.ts'
import { type DeliveryFacts, type DeliveryState, deliveryState } from './delivery-state.ts'
import { PATIENCE_MS } from './patience.ts'

/** What became of the words of one pass, as far as it is known for certain: which revision lies where. @internal */
export interface Fate {
  /** Of the latest save. */
  readonly revision: number
  /** What the customer may be told of the words on the screen. */
  state(words: Pick<DeliveryFacts, 'hasWords' | 'isChanged'>): DeliveryState
  /** A press begins: within {@link PATIENCE_MS} it has an end. */
  pressed(): void
  /** The number of the revision that is saved next. */
  next(): number
  /** A save of this revision has ended. */
  saved(revision: number, result: SubmitResult): void
  /** Takes in what the queue tells of a revision; `true`: the destination has the latest. */
  heard(event: ItemEvent): boolean
  /** [W1] The customer took everything back. */
  withdraw(): void
  /** Nobody waits any more. */
  stop(): void
}

/**
 * One closure: each fact that comes in may change what is told next.
 * @param start - revision that an earlier page has saved
 * @param late - called when a press has had no end in time
 * @internal
 */
export function createFate(start: number, clock: Clock, late: () => void): Fate {
  let revision = start
  /** The destination has a revision of this number from somebody else. */
  let floor = 0
  /** Revisions that went on under a higher number. */
  const moved = new Map<number, number>()
  let acknowledged = 0
  let stored: { revision: number; durable: Durability } | undefined
  let blockedBy: string | undefined
  let isRefused = false
  let isLate = false
  let isWithdrawn = false
  let cancelPatience = (): void => {}

  /** What was written to the disk once stays there, also when the disk is full by the time the queue writes it again. */
  function lies(about: number, durable: Durability): void {
    if (stored?.revision !== about || stored.durable !== 'disk') stored = { revision: about, durable }
  }

  return {
    get revision() {
      return revision
    },
    state: (words) =>
      deliveryState({ ...words, revision, acknowledged, stored, isRefused, isLate, blockedBy, isWithdrawn }),
    pressed() {
      cancelPatience()
      isLate = isRefused = isWithdrawn = false
      cancelPatience = clock.after(PATIENCE_MS, () => {
        isLate = true
        late()
      })
    },
    next() {
      revision = Math.max(revision, floor) + 1
      return revision
    },
    saved(mine, { durable }) {
      const about = moved.get(mine) ?? mine
      if (durable === 'server') acknowledged = Math.max(acknowledged, about)
      else if (durable !== 'none') lies(about, durable)
      else if (about === revision) isRefused = true
    },
    heard(event) {
      const about = event.revision ?? 0
      const isLatest = about === revision
      switch (event.state) {
        case 'queued':
          if (event.durable && event.durable !== 'server') lies(about, event.durable)
          break
        case 'sent':
          acknowledged = Math.max(acknowledged, about)
          blockedBy = undefined
          return isLatest
        case 'overtaken':
          // the same words went on under a higher number
          if (!event.to) break
          moved.set(about, event.to.revision)
          if (stored?.revision === about) stored = { ...stored, revision: event.to.revision }
          if (isLatest) revision = event.to.revision
          floor = Math.max(floor, event.to.revision)
          break
        case 'blocked':
          blockedBy = event.reason ?? 'blocked'
          break
        case 'withdrawn':
          isWithdrawn = true
          break
        case 'failed':
        case 'parked':
        case 'skipped':
          if (isLatest) isRefused = true
      }
      return false
    },
    withdraw() {
      isWithdrawn = true
    },
    stop: () => cancelPatience(),
  }
}
