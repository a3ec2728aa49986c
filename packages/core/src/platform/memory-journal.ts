import { createKeyedJournal } from './keyed-journal.ts'
import type { Journal, JournalRecord } from './platform.ts'

/**
 * A journal that lives as long as the page: last resort of the browser platform, and the store of tests.
 * @param records - where to keep them. Default: a map of its own
 * @public
 */
export function createMemoryJournal(records: Map<string, JournalRecord> = new Map()): Journal {
  return createKeyedJournal('memory', {
    keys: () => [...records.keys()],
    get: (key) => records.get(key),
    put(added) {
      for (const record of added) records.set(record.key, record)
    },
    remove: (key) => records.delete(key),
  })
}
