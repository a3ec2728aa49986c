/**
 * What a browser gives: storage, time, chance, the page's life.
 * @packageDocumentation
 */

export { createLayeredJournal } from '../platform/layered-journal.ts'
export { type BrowserPlatformOptions, createBrowserJournal, createBrowserPlatform } from './browser-platform.ts'
export { createIndexedDbJournal, type IndexedDbJournalOptions } from './indexed-db-journal.ts'
export { keepActs } from './keep-acts.ts'
export { createKeyValueStore } from './key-value-store.ts'
export { listen } from './listen.ts'
export { createLocalJournal } from './local-journal.ts'
export { createLocks } from './locks.ts'
export { createLifecycle, createNetStatus } from './page-life.ts'
export { createPagePlatform, type PagePlatformOptions } from './page-platform.ts'
export { createQueuePlatform } from './queue-platform.ts'
export { somethingWaits } from './something-waits.ts'
