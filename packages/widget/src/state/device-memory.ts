import type { LoaderHost } from '../loader/surface.ts'

/** Small values on this device, as far as the storage mode and the customer's consent allow; else in memory. */
export interface DeviceMemory {
  get<Value>(name: string): Value | undefined
  set(name: string, value: unknown): void
  remove(name: string): void
  /** Removes all of this project. */
  clear(): void
}

/** Never throws: a storage that refuses is a memory of this page. */
export function createDeviceMemory(host: Pick<LoaderHost, 'settings' | 'facts'>): DeviceMemory {
  const page = new Map<string, string>()
  const prefix = `frankly.${host.settings.project}.`
  const storage = (): Storage | undefined => {
    const { storage: mode } = host.settings
    if (mode === 'none' || host.facts.consent === 'denied') return
    return mode === 'session' ? sessionStorage : localStorage
  }
  const safely = <Value>(work: () => Value): Value | undefined => {
    try {
      return work()
    } catch {
      return
    }
  }
  return {
    get: (name) => safely(() => JSON.parse(page.get(name) ?? storage()?.getItem(prefix + name) ?? 'null')) ?? undefined,
    set(name, value) {
      const text = JSON.stringify(value)
      page.set(name, text)
      safely(() => storage()?.setItem(prefix + name, text))
    },
    remove(name) {
      page.delete(name)
      safely(() => storage()?.removeItem(prefix + name))
    },
    clear() {
      page.clear()
      for (const each of [() => sessionStorage, () => localStorage])
        safely(() => {
          const kept = each()
          for (const key of Object.keys(kept)) if (key.startsWith(prefix)) kept.removeItem(key)
        })
    },
  }
}
