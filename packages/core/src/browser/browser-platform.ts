import { createLayeredJournal } from '../platform/layered-journal.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import type { Clock, Durability, Journal, Logger, Platform, Random } from '../platform/platform.ts'
import { safeLogger } from '../platform/safe-logger.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'
import { createKeyValueStore, type StorageMode } from './key-value-store.ts'
import { createLocalJournal } from './local-journal.ts'
import { createLifecycle, createLocks, createNetStatus } from './page-life.ts'

/** Options of {@link createBrowserPlatform}. @public */
export interface BrowserPlatformOptions {
  /**
   * Where small values that only hasten things may stay. Default `none`: nothing before the customer acts. A function
   * is asked each time. Does not concern answers: those are kept because the customer pressed send.
   */
  readonly storage?: StorageMode | (() => StorageMode)
  /** Default: silent. */
  readonly log?: Partial<Logger>
  /** Told when a safer store refused. */
  readonly onFallback?: (to: Durability, cause: unknown) => void
}

/**
 * The platform of a page. Builds nothing and opens nothing until it is used.
 * @public
 */
export function createBrowserPlatform(options: BrowserPlatformOptions = {}): Platform {
  const { storage = 'none' } = options
  const log = safeLogger(options.log)
  let journal: Journal | undefined
  const fellBack = (to: Durability, cause: unknown): void => {
    log.warn(`frankly: stores in ${to} only`, cause)
    options.onFallback?.(to, cause)
  }
  return {
    clock: createBrowserClock(),
    random: createBrowserRandom(),
    journal: { open: async () => (journal ??= createBrowserJournal(fellBack)) },
    cache: createKeyValueStore(typeof storage === 'function' ? storage : () => storage),
    net: createNetStatus(),
    lifecycle: createLifecycle(),
    locks: createLocks(),
    log,
  }
}

/** IndexedDB, then `localStorage`, then memory. @public */
export function createBrowserJournal(fellBack?: (to: Durability, cause: unknown) => void): Journal {
  return createLayeredJournal([createIndexedDbJournal(), createLocalJournal(), createMemoryJournal()], fellBack)
}

function createBrowserClock(): Clock {
  return {
    now: () => Date.now(),
    // a page may have a variable of that name
    monotonic: () => globalThis.performance?.now?.() ?? Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

function createBrowserRandom(): Random {
  return {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    unit: () => Math.random(),
  }
}
