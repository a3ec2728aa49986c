import type { EpochMs } from '../model/ids.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import { mergeLedgers, noted, readLedger } from '../targeting/keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from '../targeting/ledger.ts'
import { type SessionTimes, sessionAt } from '../targeting/session.ts'
import { trusted } from '../targeting/trusted.ts'

/**
 * What may be written on the device.
 * `none`: nothing before the customer acts. `session`, `local`: from the first showing; how long it stays is
 * the store's matter.
 * @public
 */
export type StorageMode = 'none' | 'session' | 'local'

/** What this browser remembers of the person: a cache of what the collector knows. @internal */
export interface Memory {
  /** The ledger and the beginning of the session ([L6]); the first call reads the store. */
  recall(now: EpochMs): Promise<{ readonly ledger: Ledger; readonly sessionStart: EpochMs }>
  note(entry: LedgerEntry): void
  /** Adds what the collector knows. */
  learn(ledger: Ledger, now: EpochMs): void
  /** Takes away what is written; what this page knows stays. */
  erase(): void
  /** Another person from now on. */
  forget(now: EpochMs): void
}

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
  let pageStart = start
  /** From the first act on. */
  let session: SessionTimes | undefined
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
    const known = readLedger(text, now)
    hasActed ||= known.answered !== 0 || known.dismissed !== 0
    ledger = mergeLedgers(ledger, known)
    session ??= parsed(await store.get(sessionKey).catch(() => undefined))
  }
  /** The session lives on; it is written from the first act on. */
  const live = (now: EpochMs, isAct = false): EpochMs => {
    const times = sessionAt(session, pageStart, now)
    if (!session && !isAct) return times.start
    session = times
    write(sessionKey, session)
    return session.start
  }
  return {
    async recall(now) {
      reading ??= read(now)
      await reading
      ledger = trusted(ledger, now)
      return { ledger, sessionStart: live(now) }
    },
    note(entry) {
      ledger = noted(ledger, entry)
      if (entry.what !== 'shown') {
        hasActed = true
        live(entry.at, true)
      }
      write(ledgerKey, ledger)
    },
    learn(known, now) {
      ledger = mergeLedgers(trusted(ledger, now), trusted(known, now))
    },
    erase,
    forget(now) {
      ledger = EMPTY_LEDGER
      pageStart = now
      session = undefined
      hasActed = false
      reading = Promise.resolve()
      erase()
    },
  }
}

function parsed(text: string | undefined): SessionTimes | undefined {
  try {
    return (JSON.parse(text ?? '') as SessionTimes | null) ?? undefined
  } catch {
    return
  }
}
