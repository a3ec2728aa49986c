/**
 * What comes from outside: time, chance, storage, the network's state, the page's life, a log; and one in memory for
 * tests and programs that keep nothing.
 * @packageDocumentation
 */

export { makeId } from './make-id.ts'
export { createMemoryJournal } from './memory-journal.ts'
export { createMemoryPlatform } from './memory-platform.ts'
export { createMemoryStore } from './memory-store.ts'
export type * from './platform.ts'
export { safeLogger } from './safe-logger.ts'
export type { StorageMode } from './storage-mode.ts'
