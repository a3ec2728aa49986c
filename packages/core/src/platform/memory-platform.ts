import { createMemoryJournal } from './memory-journal.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Platform } from './platform.ts'
import { safeLogger } from './safe-logger.ts'

/**
 * A platform without a page: everything in memory, the host's own clock and crypto. For servers, scripts and
 * tests; work under a lock is never refused, what one part owns another does not get, the page never leaves. Parts can be replaced.
 * @public
 */
export function createMemoryPlatform(parts: Partial<Platform> = {}): Platform {
  const journal = createMemoryJournal()
  const owned = new Set<string>()
  return {
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    random: {
      bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      unit: () => Math.random(),
    },
    journal: { open: async () => journal },
    cache: createMemoryStore(),
    net: { onOnline: () => () => {} },
    lifecycle: { on: () => () => {} },
    locks: {
      async tryHold(_name, work) {
        await work(new AbortController().signal)
        return true
      },
      async own(name) {
        if (owned.has(name)) return { is: 'elsewhere' }
        owned.add(name)
        return { is: 'own', release: () => owned.delete(name) }
      },
    },
    log: safeLogger(),
    ...parts,
  }
}
