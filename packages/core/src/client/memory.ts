import type { EpochMs, ResponseId } from '../model/ids.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import { mergeLedgers, noted, readLedger } from '../targeting/keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from '../targeting/ledger.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'
import { quietUntil } from '../targeting/quiet-until.ts'
import { type SessionTimes, sessionAt } from '../targeting/session.ts'
import { trusted } from '../targeting/trusted.ts'

/**
 * How long the device may remember what was asked: with the page, with the tab, longer. Nothing is written before the
 * customer acts. Answers are no matter of this: those are kept because the customer gave them.
 * @public
 */
export type StorageMode = 'none' | 'session' | 'local'

/** So many responses of this visit are remembered by id, for a withdrawal on a later page. */
const MAX_SENT = 20

/** What this browser remembers of the person: a cache of what the collector knows. @internal */
export interface Memory {
  /** The ledger and the beginning of the session ([L6]); the first call reads the store. */
  recall(now: EpochMs): Promise<{ readonly ledger: Ledger; readonly sessionStart: EpochMs }>
  note(entry: LedgerEntry, policy: GovernorPolicy): void
  /** Adds what the collector knows. */
  learn(ledger: Ledger, now: EpochMs): void
  /** [W2] A response that was sent in this visit: a withdrawal on a later page names it. */
  sent(responseId: ResponseId): void
  /** Responses that were sent in this visit, as far as the device may remember. */
  allSent(): Promise<readonly ResponseId[]>
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
  const keyOf = (name: string) => `frankly.${project}.${name}`
  let ledger = EMPTY_LEDGER
  let pageStart = start
  /** From the first act on. */
  let session: SessionTimes | undefined
  let sentIds: readonly ResponseId[] = []
  let policyNow: GovernorPolicy = {}
  let hasActed = false
  let reading: Promise<void> | undefined

  const writes = () => mayWrite() && mode !== 'none' && hasActed
  const write = (name: string, value: unknown) => {
    if (writes()) void store.set(keyOf(name), JSON.stringify(value)).catch(() => {})
  }
  const writeLedger = (now: EpochMs) => {
    // a first showing writes nothing, and must not hold up the first frame
    if (!writes()) return
    write('ledger', ledger)
    // for the code on every page: until then nothing need be asked
    write('quiet', [quietUntil(now, { policy: policyNow, ledger }), now])
  }
  const erase = () => {
    for (const name of ['ledger', 'session', 'quiet', 'sent']) void store.remove(keyOf(name)).catch(() => {})
  }
  const stored = (name: string): Promise<string | undefined> =>
    mode === 'none' ? Promise.resolve(undefined) : store.get(keyOf(name)).catch(() => undefined)

  async function read(now: EpochMs): Promise<void> {
    const known = readLedger(await stored('ledger'), now)
    hasActed ||= known.answered !== 0 || known.dismissed !== 0
    ledger = mergeLedgers(ledger, known)
    session ??= parsed<SessionTimes>(await stored('session'))
    const ids = parsed<unknown>(await stored('sent'))
    sentIds = [...(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []), ...sentIds]
  }
  /** The session lives on; it is written from the first act on. */
  const live = (now: EpochMs, isAct = false): EpochMs => {
    const times = sessionAt(session, pageStart, now)
    if (!session && !isAct) return times.start
    // what an earlier visit sent is no matter of this one
    if (session && times.start !== session.start) sentIds = []
    session = times
    write('session', session)
    return session.start
  }
  const ready = (now: EpochMs): Promise<void> => {
    reading ??= read(now)
    return reading
  }
  return {
    async recall(now) {
      await ready(now)
      ledger = trusted(ledger, now)
      return { ledger, sessionStart: live(now) }
    },
    note(entry, policy) {
      policyNow = policy
      ledger = noted(ledger, entry)
      if (entry.what !== 'shown') {
        hasActed = true
        live(entry.at, true)
      }
      writeLedger(entry.at)
    },
    learn(known, now) {
      ledger = mergeLedgers(trusted(ledger, now), trusted(known, now))
    },
    sent(responseId) {
      if (sentIds.includes(responseId)) return
      sentIds = [...sentIds, responseId].slice(-MAX_SENT)
      write('sent', sentIds)
    },
    async allSent() {
      await ready(pageStart)
      return sentIds
    },
    erase,
    forget(now) {
      ledger = EMPTY_LEDGER
      pageStart = now
      session = undefined
      sentIds = []
      hasActed = false
      reading = Promise.resolve()
      erase()
    },
  }
}

function parsed<Value>(text: string | undefined): Value | undefined {
  try {
    return (JSON.parse(text ?? '') as Value | null) ?? undefined
  } catch {
    return
  }
}
