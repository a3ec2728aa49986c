import type { Locks } from '../platform/platform.ts'

/** Longest random delay in place of a lock, ms. */
const SPREAD_MS = 3000

/** Web Locks; without them (old browsers, opaque origins) pages only spread out in time. */
export function createHold(unit: () => number): Locks['tryHold'] {
  const spread = async (work: (signal: AbortSignal) => Promise<void>): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, SPREAD_MS * unit()))
    await work(new AbortController().signal)
    return true
  }
  return async (name, work) => {
    const manager = globalThis.navigator?.locks
    if (!manager) return spread(work)
    let began = false
    try {
      return await manager.request(name, { ifAvailable: true }, async (lock) => {
        began = true
        if (lock) await work(new AbortController().signal)
        return !!lock
      })
    } catch (cause) {
      if (began) throw cause
      return spread(work)
    }
  }
}
