import type { Durability, Journal, JournalRecord, KeySpan } from './platform.ts'

/** Where a journal keeps records by key, at once. Any of it may throw. */
export interface RecordStore {
  keys(): string[]
  get(key: string): JournalRecord | undefined
  /** Throws where there is no room. */
  put(records: readonly JournalRecord[]): void
  remove(key: string): void
}

/** A journal over a store that answers at once. Where the store throws, callers see a rejection. */
export function createKeyedJournal(durability: Durability, store: RecordStore): Journal {
  const within = ({ after, before }: KeySpan): string[] =>
    store
      .keys()
      .filter((key) => key > after && key < before)
      .sort()
  return {
    durability,
    async put(records) {
      store.put(records)
      return durability
    },
    async swap({ look = [], make }) {
      const made = make(look.flatMap(within).flatMap((key) => store.get(key) ?? []))
      if (!made) return undefined
      // Put first: where there is no room for it, what it replaces stays.
      store.put(made.put)
      for (const key of made.remove ?? []) if (!made.put.some((record) => record.key === key)) store.remove(key)
      return durability
    },
    page: async (span, limit) =>
      within(span)
        .slice(0, limit)
        .flatMap((key) => store.get(key) ?? []),
    keys: async (span, limit) => within(span).slice(0, limit),
    async change(changes) {
      for (const { key, to } of changes) {
        if (!store.get(key)) continue
        if (to) store.put([to])
        if (to?.key !== key) store.remove(key)
      }
    },
    async clear(span, instead = []) {
      for (const key of within(span)) store.remove(key)
      store.put(instead)
    },
    close() {},
  }
}
