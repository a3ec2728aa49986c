import {
  EMPTY_LEDGER,
  type EpochMs,
  type GovernorPolicy,
  type Ledger,
  type LedgerEntry,
  noted,
  quietUntil,
  sessionAt,
} from '@frankly/core'
import type { DeviceMemory } from './device-memory.ts'

/**
 * Writes an entry, keeps the ledger and from the first act on the session, and notes for the loader until when nobody
 * need be asked, and when that was noted.
 */
export function keepLedger(
  memory: DeviceMemory,
  policy: GovernorPolicy,
  pageStart: EpochMs,
  ledger: Ledger = EMPTY_LEDGER,
  entry: LedgerEntry,
): Ledger {
  const now = Date.now()
  const written = noted(ledger, entry)
  if (entry.what !== 'shown') {
    memory.allow()
    memory.set('session', sessionAt(memory.get('session'), pageStart, now))
  }
  memory.set('ledger', written)
  memory.set('quiet', [quietUntil(now, { policy, ledger: written }), now])
  return written
}
