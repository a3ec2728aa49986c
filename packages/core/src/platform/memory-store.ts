import type { KeyValueStore } from './platform.ts'

/** Small values that go with the page. @public */
export function createMemoryStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    get: async (key) => values.get(key),
    async set(key, value) {
      values.set(key, value)
    },
    async remove(key) {
      values.delete(key)
    },
  }
}
