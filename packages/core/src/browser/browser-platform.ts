import { createLayeredJournal } from '../platform/layered-journal.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import type { Durability, Journal, Platform } from '../platform/platform.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'
import { createLocalJournal } from './local-journal.ts'
import { createPagePlatform, type PagePlatformOptions } from './page-platform.ts'

/** Options of {@link createBrowserPlatform}. @public */
export interface BrowserPlatformOptions extends Omit<PagePlatformOptions, 'journal'> {
  /** Told when a safer store refused. */
  readonly onFallback?: (to: Durability, cause: unknown) => void
}

/**
 * The platform of a page. Builds nothing and opens nothing until it is used.
 * @public
 */
export function createBrowserPlatform({ onFallback, ...options }: BrowserPlatformOptions = {}): Platform {
  let journal: Journal | undefined
  const fellBack = (to: Durability, cause: unknown): void => {
    platform.log.warn(`frankly: stores in ${to} only`, cause)
    onFallback?.(to, cause)
  }
  const platform = createPagePlatform({
    ...options,
    journal: { open: async () => (journal ??= createBrowserJournal(fellBack)) },
  })
  return platform
}

/** IndexedDB, then `localStorage`, then memory. @public */
export function createBrowserJournal(fellBack?: (to: Durability, cause: unknown) => void): Journal {
  return createLayeredJournal([createIndexedDbJournal(), createLocalJournal(), createMemoryJournal()], fellBack)
}
