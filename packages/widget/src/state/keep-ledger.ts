import { EMPTY_LEDGER, type GovernorPolicy, type Ledger, type LedgerEntry, noted, quietUntil } from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

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
  memory.set('quiet', quietUntil(Date.now(), { policy, ledger: written }))
  return written
}
