import { EMPTY_LEDGER, type GovernorPolicy, govern, type Ledger, type LedgerEntry } from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

/** What this device knows of what was asked, kept as far as the device's memory may keep. */
export interface LedgerBook {
  read(): Ledger
  note(entry: LedgerEntry): void
}

const DAY = 86_400_000

/** The code that writes comes with `steps`; entries before that wait in their order. */
export function createLedgerBook(memory: DeviceMemory, policy: () => GovernorPolicy): LedgerBook {
  const kept = memory.get<Ledger>('ledger')
  // a damaged cache is an empty one
  let ledger = Array.isArray(kept?.shown) && Array.isArray(kept.orders) ? kept : EMPTY_LEDGER
  const waiting: LedgerEntry[] = []
  return {
    read: () => ledger,
    note(entry) {
      // enough for the governor of this very page, until the whole entry is written
      if (entry.what === 'shown') ledger = { ...ledger, shown: [...ledger.shown, entry.at] }
      waiting.push(entry)
      import('./steps.ts')
        .then(({ noted }) => {
          for (let next = waiting.shift(); next; next = waiting.shift()) ledger = noted(ledger, next)
          memory.set('ledger', ledger)
          memory.set('quiet', quietUntil(ledger, policy(), Date.now()))
        })
        .catch(() => undefined) // it stands in `waiting`, and the next entry tries again
    },
  }
}

/** Epoch ms until which the governor says no to everything; the loader reads it on every page. */
export function quietUntil(ledger: Ledger, policy: GovernorPolicy, now: number): number {
  let at = now
  for (let steps = 0; steps < 200; steps++) {
    const no = govern({ now: at, url: '', locale: 'en', key: '', sessionStart: at }, { policy, ledger })
    if (!no) break
    const { until } = no.evidence as { until?: number }
    // a cap frees itself as days go by; a day too late is the worst that this step does
    at = until ?? at + DAY
  }
  return at
}
