import type { LoaderHost } from '../loader/surface.ts'

/** Small values on this device, as far as the storage mode and the customer's consent allow; else in memory. */
export interface DeviceMemory {
  get<Value>(name: string): Value | undefined
  set(name: string, value: unknown): void
  remove(name: string): void
  /**
   * The customer acted: what was only in memory so far may be kept. Before it, nothing is stored but what replaces
   * something that was stored after an earlier act.
   */
  allow(): void
  /** Removes all of this project. */
  clear(): void
}

/** Never throws: a storage that refuses is a memory of this page. */
export function createDeviceMemory({ settings, facts }: Pick<LoaderHost, 'settings' | 'facts'>): DeviceMemory {
  const page = new Map<string, string>()
  const prefix = `frankly.${settings.project}.`
  let allowed = false
  const inStorage = <Value>(work: (storage: Storage) => Value): Value | undefined => {
    try {
      if (settings.storage === 'none' || (facts.consent ?? 'granted') !== 'granted') return
      return work(settings.storage === 'session' ? sessionStorage : localStorage)
    } catch {
      return
    }
  }
  const keep = (name: string, text: string): void => {
    inStorage((storage) => {
      if (allowed || storage.getItem(prefix + name) !== null) storage.setItem(prefix + name, text)
    })
  }
  return {
    get(name) {
      try {
        return JSON.parse(page.get(name) ?? inStorage((storage) => storage.getItem(prefix + name))!) ?? undefined
      } catch {
        return
      }
    },
    set(name, value) {
      const text = JSON.stringify(value)
      page.set(name, text)
      keep(name, text)
    },
    remove(name) {
      page.delete(name)
      inStorage((storage) => storage.removeItem(prefix + name))
    },
    allow() {
      if (allowed) return
      allowed = true
      for (const [name, text] of page) keep(name, text)
    },
    clear() {
      page.clear()
      inStorage((storage) => {
        for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
      })
    },
  }
}
