import { createMemoryStore } from '../platform/memory-store.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import type { StorageMode } from '../platform/storage-mode.ts'

/**
 * Small values that only hasten things. `mode` is asked each time, so that consent given
 * or taken back counts at once; when the storage refuses, it behaves as `none`.
 * @public
 */
export function createKeyValueStore(mode: () => StorageMode): KeyValueStore {
  const memory = createMemoryStore()
  const storage = (): Storage | undefined => {
    const wanted = mode()
    return wanted === 'local' ? localStorage : wanted === 'session' ? sessionStorage : undefined
  }
  const guarded = <Value>(ask: (storage: Storage) => Value): Value | undefined => {
    try {
      const found = storage()
      return found && ask(found)
    } catch {
      return undefined
    }
  }
  return {
    get: async (key) => guarded((store) => store.getItem(key)) ?? memory.get(key),
    async set(key, value) {
      // at once: the page may be going
      guarded((store) => store.setItem(key, value))
      await memory.set(key, value)
    },
    async remove(key) {
      guarded((store) => store.removeItem(key))
      await memory.remove(key)
    },
  }
}
