import type { EpochMs, ResponseId } from '../model/ids.ts'
import type { KeyValueStore } from '../platform/platform.ts'
import type { StorageMode } from '../platform/storage-mode.ts'
import { mergeLedgers, noted, readLedger } from '../targeting/keep-ledger.ts'
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from '../targeting/ledger.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'
import { quietUntil } from '../targeting/quiet-until.ts'
import { type SessionTimes, sessionAt } from '../targeting/session.ts'
import { trusted } from '../targeting/trusted.ts'

/** So many responses of this visit are remembered by id, for a withdrawal on a later page. */
const MAX_SENT = 20

/** What this browser remembers of the visitor: a cache of what the collector knows. @internal */
export interface Memory {
  /** The ledger and the beginning of the session ([L6]), with what other tabs have written. */
  recall(now: EpochMs): Promise<{ readonly ledger: Ledger; readonly sessionStart: EpochMs }>
  /** Notes what happened to a survey, for the governor. */
  note(entry: LedgerEntry, policy: GovernorPolicy): void
  /** Adds what the collector knows. */
  learn(ledger: Ledger, now: EpochMs): void
  /** [W2] A response that was sent in this visit: a withdrawal on a later page names it. */
  sent(responseId: ResponseId, now: EpochMs): void
  /** Responses that were sent in this visit, as far as the device may remember. */
  allSent(now: EpochMs): Promise<readonly ResponseId[]>
  /** Removes what is stored; what this page knows in memory stays. */
  erase(): void
  /** Another visitor from now on. */
  forget(now: EpochMs): void
}

/**
 * Made once for each client. One closure: every command reads and writes the same ledger, session and ids, and what a
 * read that comes late may still change is decided beside them.
 * @param mayWrite - asked before each write: a customer who refused leaves no trace
 * @internal
 */
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
  /** Beginning of the session that is stored on the device. */
  let keptStart: EpochMs | undefined
  let policyNow: GovernorPolicy = {}
  let hasActed = false
  /** Rises with each visitor: what was being read for another is dropped. */
  let whose = 0

  const writes = () => mayWrite() && mode !== 'none' && hasActed
  const write = (name: string, value: unknown) => {
    if (writes()) void store.set(keyOf(name), JSON.stringify(value)).catch(() => {})
  }
  const erase = () => {
    for (const name of ['ledger', 'session', 'quiet', 'sent']) void store.remove(keyOf(name)).catch(() => {})
  }
  const stored = (name: string): Promise<string | undefined> =>
    mode === 'none' ? Promise.resolve(undefined) : store.get(keyOf(name)).catch(() => undefined)

  /**
   * Reads what is stored on the device, also what another tab has written since. Called before each write: otherwise the
   * write would overwrite what other tabs noted.
   */
  async function read(now: EpochMs): Promise<boolean> {
    const mine = whose
    const texts = await Promise.all([stored('ledger'), stored('session'), stored('sent')])
    if (whose !== mine) return false
    const known = readLedger(texts[0], now)
    hasActed ||= known.answered !== 0 || known.dismissed !== 0
    ledger = mergeLedgers(ledger, known)
    const kept = parsed<SessionTimes>(texts[1])
    keptStart = kept?.start
    if (!kept) return true
    session ??= sessionAt(kept, pageStart, now)
    const ids = parsed<unknown>(texts[2])
    // responses of an earlier visit do not belong to this one
    if (session.start === kept.start && Array.isArray(ids))
      keepSent(
        ids.filter((id) => typeof id === 'string'),
        sentIds,
      )
    return true
  }
  function keepSent(...lists: readonly (readonly ResponseId[])[]): void {
    sentIds = [...new Set(lists.flat())].slice(-MAX_SENT)
  }
  /** Continues the session; it is stored from the first act on. */
  const live = (now: EpochMs, isAct = false): EpochMs => {
    const times = sessionAt(session, pageStart, now)
    if (!session && !isAct) return times.start
    if (session && times.start !== session.start) sentIds = []
    session = times
    if (keptStart !== undefined && keptStart !== times.start) write('sent', sentIds)
    keptStart = times.start
    write('session', session)
    return session.start
  }
  return {
    async recall(now) {
      await read(now)
      ledger = trusted(ledger, now)
      return { ledger, sessionStart: live(now) }
    },
    note(entry, policy) {
      const { what, at } = entry
      policyNow = policy
      ledger = noted(ledger, entry)
      const isAct = what !== 'shown'
      hasActed ||= isAct
      // showing a survey for the first time writes nothing and must not delay the first frame
      if (!writes()) return
      void read(at).then((isMine) => {
        if (!isMine || !writes()) return
        if (isAct) live(at, true)
        write('ledger', ledger)
        // for the code on every page: until then nothing need be asked
        write('quiet', [quietUntil(at, { policy: policyNow, ledger }), at])
      })
    },
    learn(known, now) {
      ledger = mergeLedgers(trusted(ledger, now), trusted(known, now))
    },
    sent(responseId, now) {
      if (sentIds.includes(responseId)) return
      keepSent(sentIds, [responseId])
      void read(now).then((isMine) => isMine && write('sent', sentIds))
    },
    async allSent(now) {
      await read(now)
      return sentIds
    },
    erase,
    forget(now) {
      whose++
      ledger = EMPTY_LEDGER
      pageStart = now
      session = undefined
      sentIds = []
      hasActed = false
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
