import { EMPTY_LEDGER, type GovernorPolicy, govern, type Ledger, type LedgerEntry, noted } from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

const DAY = 86_400_000

/** Writes an entry, keeps the ledger, and notes for the loader until when nobody need be asked. */
export function keepLedger(
  memory: DeviceMemory,
  policy: GovernorPolicy,
  ledger: Ledger = EMPTY_LEDGER,
  entry: LedgerEntry,
): Ledger {
  const written = noted(ledger, entry)
  if (entry.what !== 'shown') memory.allow()
  memory.set('ledger', written)
  memory.set('quiet', quietUntil(written, policy, Date.now()))
  return written
}

/** Epoch ms until which the governor says no to everything; the loader reads it on every page. */
export function quietUntil(ledger: Ledger, policy: GovernorPolicy, now: number): number {
  let at = now
  for (let step = 0; step < 400; step++) {
    const no = govern({ now: at, url: '', locale: 'en', key: '', sessionStart: at }, { policy, ledger })
    if (!no) return at
    const { until } = no.evidence as { until?: number }
    // a cap frees itself as days go by; a day too late is the worst that this step does
    at = until ?? at + DAY
  }
  return at
}
