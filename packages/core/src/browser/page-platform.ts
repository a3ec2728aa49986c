import type { Clock, JournalOpener, JournalRecord, Logger, Platform, Random } from '../platform/platform.ts'
import { safeLogger } from '../platform/safe-logger.ts'
import { createKeyValueStore, type StorageMode } from './key-value-store.ts'
import { LOCAL_PREFIX } from './local-prefix.ts'
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
    keepNow,
    cache: createKeyValueStore(typeof storage === 'function' ? storage : () => storage),
    net: createNetStatus(),
    lifecycle: createLifecycle(),
    locks: createLocks(),
    log: safeLogger(log),
  }
}

/** [S5] Where `createLocalJournal` looks for it: nothing else is written before the page has gone. */
function keepNow({ key, meta, body }: JournalRecord): void {
  const name = LOCAL_PREFIX + key
  try {
    localStorage.setItem(name, `${meta}\n${body}`)
    // a page that comes back has it in its own hands; one that goes may run timers until its very end
    globalThis.addEventListener('pageshow', () => localStorage.removeItem(name), { once: true })
  } catch {
    // Storage may be forbidden or full.
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
