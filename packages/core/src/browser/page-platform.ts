import type { Clock, JournalOpener, Logger, Platform, Random } from '../platform/platform.ts'
import { safeLogger } from '../platform/safe-logger.ts'
import { createKeyValueStore, type StorageMode } from './key-value-store.ts'
import { createLifecycle, createLocks, createNetStatus } from './page-life.ts'

/** Options of {@link createPagePlatform}. @public */
export interface PagePlatformOptions {
  /**
   * Where small values that only hasten things may stay. Default `local`. A function is asked each time. Does not concern
   * answers: those are kept because the customer gave them.
   */
  readonly storage?: StorageMode | (() => StorageMode)
  /** Default: silent. */
  readonly log?: Partial<Logger>
  /** Where answers are kept. */
  readonly journal: JournalOpener
}

/**
 * The platform of a page with a journal that comes from elsewhere, possibly later. Builds nothing and opens nothing
 * until it is used.
 * @public
 */
export function createPagePlatform({ storage = 'local', log, journal }: PagePlatformOptions): Platform {
  return {
    clock: createBrowserClock(),
    random: createBrowserRandom(),
    journal,
    cache: createKeyValueStore(typeof storage === 'function' ? storage : () => storage),
    net: createNetStatus(),
    lifecycle: createLifecycle(),
    locks: createLocks(),
    log: safeLogger(log),
  }
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
