import type { Ledger, LedgerEntry } from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

/** What this device knows of what was asked, kept as far as the device's memory may keep. */
export interface LedgerBook {
  /** `undefined`: nothing was ever asked here. */
  read(): Ledger | undefined
  note(entry: LedgerEntry): void
  /** Forgets all. */
  clear(): void
}

/**
 * @param write - writes entries and keeps the ledger; its code comes with the rest, entries wait in their order
 */
export function createLedgerBook(
  memory: DeviceMemory,
  write: () => Promise<(ledger: Ledger | undefined, entry: LedgerEntry) => Ledger>,
): LedgerBook {
  const kept = memory.get<Ledger>('ledger')
  // a damaged cache is an empty one
  let ledger = Array.isArray(kept?.shown) && Array.isArray(kept.orders) ? kept : undefined
  const waiting: LedgerEntry[] = []
  return {
    read: () => ledger,
    note(entry) {
      waiting.push(entry)
      write()
        .then((written) => {
          for (let next = waiting.shift(); next; next = waiting.shift()) ledger = written(ledger, next)
        })
        // it stands in `waiting`, and the next entry tries again
        .catch(() => undefined)
    },
    clear() {
      ledger = undefined
    },
  }
}
