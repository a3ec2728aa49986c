import type { Journal, JournalRecord, KeySpan } from './platform.ts'

/**
 * A journal that lives as long as the page: last resort of the browser platform, and the store of tests.
 * @param records where to keep them. Default: a map of its own
 * @public
 */
export function createMemoryJournal(records: Map<string, JournalRecord> = new Map()): Journal {
  const within = ({ after, before }: KeySpan): string[] =>
    [...records.keys()].filter((key) => key > after && key < before).sort()
  const put = (added: readonly JournalRecord[]): void => {
    for (const record of added) records.set(record.key, record)
  }
  return {
    durability: 'memory',
    async put(added) {
      put(added)
      return 'memory'
    },
    async swap({ put: added, remove = [], only }) {
      if (only && !only.allow(within(only.span))) return undefined
      for (const key of remove) records.delete(key)
      put(added)
      return 'memory'
    },
    page: async (span, limit) =>
      within(span)
        .slice(0, limit)
        .map((key) => records.get(key)!),
    keys: async (span, limit) => within(span).slice(0, limit),
    async change(changes) {
      for (const { key, to } of changes) if (records.delete(key) && to) records.set(to.key, to)
    },
    async clear(span, instead = []) {
      for (const key of within(span)) records.delete(key)
      put(instead)
    },
    close() {},
  }
}
