import type { Logger } from '../platform/platform.ts'
import type { QueueRecord } from './record.ts'
import { writerOf } from './same-pass.ts'
import type { ItemEvent, ItemState, QueueEvents } from './types.ts'

/** [Q27] What the queue tells: events to whoever listens, counts to `status()` and to the receiver. */
export interface Telling {
  /** Since this page began, by name. */
  readonly counters: Readonly<Record<string, number>>
  /** Counts. */
  tally(name: string, by?: number): void
  emit<Name extends keyof QueueEvents>(name: Name, event: QueueEvents[Name]): void
  /** Tells a new state of a record. */
  tell(record: QueueRecord, state: ItemState, more?: Partial<ItemEvent>): void
  on<Name extends keyof QueueEvents>(name: Name, run: (event: QueueEvents[Name]) => void): () => void
  /** Nobody waits for what failed: it is noted, and the queue goes on. */
  failed(cause: unknown): void
  /** What the receiver should know of what it never got; goes with a request that is made anyway. */
  report(): Readonly<Record<string, number>> | undefined
  /** The receiver has heard this report: what was counted since goes with the next one. */
  reported(heard: Readonly<Record<string, number>> | undefined): void
  /** Counts of the client's own that go with the report; taken off when the receiver has heard them. */
  takeAlong(counts: Record<string, number>): void
  close(): void
}

export function createTelling(log: Logger): Telling {
  const listeners = new Set<readonly [string, (event: never) => void]>()
  const counters: Record<string, number> = {}
  const unreported: Record<string, number> = {}
  let along: Record<string, number> = {}
  const emit: Telling['emit'] = (name, event) => {
    for (const [wanted, run] of listeners) {
      try {
        if (wanted === name) run(event as never)
      } catch (cause) {
        log.warn(`frankly: a listener of "${name}" threw`, cause)
      }
    }
  }
  return {
    counters,
    tally(name, by = 1) {
      if (!by) return
      counters[name] = (counters[name] ?? 0) + by
      if (/^(parked\.|evicted|expired)/.test(name)) unreported[name] = (unreported[name] ?? 0) + by
    },
    emit,
    tell(record, state, more = {}) {
      const { id, response: responseId, revision } = record
      const writer = writerOf(record)
      emit('item', { id, ...(responseId && { responseId, revision }), ...(writer && { writer }), state, ...more })
    },
    on(name, run) {
      const entry = [name, run as (event: never) => void] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    failed: (cause) => log.warn('frankly: the queue failed', cause),
    report() {
      const report = { ...unreported, ...along }
      return Object.keys(report).length ? report : undefined
    },
    reported(heard) {
      for (const [name, count] of Object.entries(heard ?? {}))
        for (const from of [unreported, along]) {
          const left = (from[name] ?? 0) - count
          if (left > 0) from[name] = left
          else delete from[name]
        }
    },
    takeAlong(counts) {
      along = counts
    },
    close: () => listeners.clear(),
  }
}
