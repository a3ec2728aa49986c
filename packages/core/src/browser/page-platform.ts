import type { JournalOpener, JournalRecord, Logger, Platform } from '../platform/platform.ts'
import { safeLogger } from '../platform/safe-logger.ts'
import type { StorageMode } from '../platform/storage-mode.ts'
import { createKeyValueStore } from './key-value-store.ts'
import { listen, pane } from './listen.ts'
import { LOCAL_PREFIX } from './local-prefix.ts'
import { createLocks } from './locks.ts'
import { createQueuePlatform } from './queue-platform.ts'

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
    ...createQueuePlatform(journal, safeLogger(log)),
    locks: createLocks(),
    keepNow,
    cache: createKeyValueStore(typeof storage === 'function' ? storage : () => storage),
  }
}

/** [CS5] Where `createLocalJournal` looks for it: nothing else is written before the page has gone. */
function keepNow({ key, meta, body }: JournalRecord): () => void {
  const name = LOCAL_PREFIX + key
  let stop = (): void => {}
  const forget = (): void => {
    stop()
    try {
      localStorage.removeItem(name)
    } catch {
      // Storage may be forbidden.
    }
  }
  try {
    localStorage.setItem(name, `${meta}\n${body}`)
    // a page that comes back has it in its own hands; one that goes may run timers until its very end
    stop = listen(pane(), 'pageshow', forget)
  } catch {
    // Storage may be forbidden or full.
  }
  return forget
}
