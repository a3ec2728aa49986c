import type { EpochMs } from '../model/ids.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import { mergeLedgers, noted, readLedger } from '../targeting/keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from '../targeting/ledger.ts'

/**
 * What may be written on the device.
 * `none`: nothing before the customer acts. `session`, `local`: from the first showing; how long it stays is
 * the store's matter.
 * @public
 */
export type StorageMode = 'none' | 'session' | 'local'

/** What this browser remembers of the person: a cache of what the collector knows. @internal */
export interface Memory {
  /** The ledger and the beginning of the session; the first call reads the store. */
  recall(now: EpochMs): Promise<{ readonly ledger: Ledger; readonly sessionStart: EpochMs }>
  note(entry: LedgerEntry): void
  /** Adds what the collector knows. */
  learn(ledger: Ledger): void
  /** Takes away what is written; what this page knows stays. */
  erase(): void
  /** Another person from now on. */
  forget(now: EpochMs): void
}

const IDLE = 30 * 60_000

/** @param mayWrite - asked before each write: a customer who refused leaves no trace. @internal */
export function createMemory(
  store: KeyValueStore,
  project: string,
  mode: StorageMode,
  start: EpochMs,
  mayWrite: () => boolean,
): Memory {
  const ledgerKey = `frankly.${project}.ledger`
  const sessionKey = `frankly.${project}.session`
  let ledger = EMPTY_LEDGER
  let sessionStart = start
  let hasActed = false
  let reading: Promise<void> | undefined

  const write = (key: string, value: unknown) => {
    if (mayWrite() && (mode !== 'none' || hasActed)) void store.set(key, JSON.stringify(value)).catch(() => {})
  }
  const erase = () => {
    for (const key of [ledgerKey, sessionKey]) void store.remove(key).catch(() => {})
  }
  async function read(now: EpochMs): Promise<void> {
    const text = await store.get(ledgerKey).catch(() => undefined)
    hasActed ||= text !== undefined
    ledger = mergeLedgers(ledger, readLedger(text, now))
    if (mode === 'none') return
    const session = sessionOf(await store.get(sessionKey).catch(() => undefined))
    if (session && now - session.seen < IDLE && session.start < sessionStart) sessionStart = session.start
  }
  return {
    async recall(now) {
      reading ??= read(now)
      await reading
      if (mode !== 'none') write(sessionKey, { start: sessionStart, seen: now })
      return { ledger, sessionStart }
    },
    note(entry) {
      ledger = noted(ledger, entry)
      if (entry.what !== 'shown') hasActed = true
      write(ledgerKey, ledger)
    },
    learn(known) {
      ledger = mergeLedgers(ledger, known)
    },
    erase,
    forget(now) {
      ledger = EMPTY_LEDGER
      sessionStart = now
      hasActed = false
      reading = Promise.resolve()
      erase()
    },
  }
}

function sessionOf(text: string | undefined): { readonly start: EpochMs; readonly seen: EpochMs } | undefined {
  try {
    const { start, seen } = JSON.parse(text ?? '') as Record<string, unknown>
    return typeof start === 'number' && typeof seen === 'number' ? { start, seen } : undefined
  } catch {
    return
  }
}
