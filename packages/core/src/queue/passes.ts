import type { JournalRecord, QueuePlatform } from '../platform/platform.ts'
import { DRAFT, draftRecord } from './draft-record.ts'
import { idTime } from './id-time.ts'
import { isYoung } from './read-pass.ts'
import { fromStored, holdsPass, type QueueRecord, readKey, stateIn, toStored } from './record.ts'
import type { RecordStore } from './record-store.ts'
import { revisionOf, writerOf } from './same-pass.ts'
import type { PassState } from './types.ts'

/** What this page knows of passes: which are over, and above what a response must go on. */
export interface Passes {
  /** A state of a response is about to be stored. `isOpen`: with the draft; else the pass is over. */
  stored(response: string, isOpen: boolean): void
  /** The highest revision that the destination was heard to have, or that was given out above it. */
  floor(response: string): number | undefined
  /** What stays of a record when it was acknowledged. */
  rest(record: QueueRecord, seen: number | undefined): JournalRecord | undefined
  /** Drafts of passes that came to their end: what earlier stores did not take is acknowledged now. */
  ended(finals: readonly QueueRecord[]): Promise<readonly string[]>
  /** The destination has another writer's state of a response. */
  raise(response: string, revision: number): void
  /** The lowest revision that is above all that is known. */
  next(response: string): number
  list(): Promise<readonly PassState[]>
  release(response: string): Promise<void>
  forget(): void
}

export function createPasses(
  project: string,
  scope: string,
  platform: QueuePlatform,
  store: Pick<RecordStore, 'own' | 'settled' | 'seen' | 'keys' | 'resting' | 'read' | 'change'>,
  keepMs: number,
  tally: (name: string, by?: number) => void,
): Passes {
  const over = new Set<string>()
  const floors = new Map<string, number>()

  const numberOf = (key: string): number => stateIn(scope, key).revision
  const responseOf = (key: string): string | undefined => stateIn(scope, key).response

  /** One stored record that may hold a draft; a damaged one goes, but never what is still to be sent. */
  async function draftAt(key: string): Promise<QueueRecord | undefined> {
    const row = await store.read(key)
    if (!row) return undefined
    const record = fromStored(scope, row)
    const { pass } = record.meta
    if (pass && pass.responseId === responseOf(key)) return record
    if (readKey(scope, key).section === DRAFT) {
      tally('pass_damaged')
      await store.change([{ key }])
    }
    return undefined
  }

  /** Of the drafts of one response the one to go on with: acts, since nobody else has their words, else the latest. */
  function taken(drafts: QueueRecord[]): PassState {
    const acts = ({ meta: { pass } }: QueueRecord): number => pass!.acts?.length ?? 0
    const isIn = (one: QueueRecord, later: QueueRecord): boolean =>
      writerOf(one) === writerOf(later) &&
      (revisionOf(one) < revisionOf(later) ||
        // of one line of acts the longer holds the shorter, whichever a store took last
        (revisionOf(one) === revisionOf(later) && acts(one) > 0 && acts(one) < acts(later)))
    const rank = ({ meta: { pass } }: QueueRecord): number => (pass!.acts ? 1e9 : 0) + pass!.revision
    const [best] = drafts
      .filter((one) => !drafts.some((other) => isIn(one, other)))
      .sort((a, b) => rank(b) - rank(a) || b.meta.pass!.at - a.meta.pass!.at)
    for (const draft of drafts) {
      const { acts } = draft.meta.pass!
      if (draft !== best && !isIn(draft, best!) && (acts || draft.body)) continue
      store.seen.add(draft.key)
      // what it becomes when another page sends it
      store.seen.add(draftRecord(project, draft.meta.pass!).key)
    }
    return { ...best!.meta.pass!, revision: Math.max(...drafts.map(revisionOf)) }
  }

  return {
    stored(response, isOpen) {
      if (isOpen) over.delete(response)
      else over.add(response)
    },
    floor: (response) => floors.get(response),
    rest({ response, revision, meta }, seen) {
      if (response === undefined || !meta.pass || over.has(response)) return undefined
      // A later state of this page carries the draft.
      if ([...store.own.values()].some((own) => own.response === response && own.revision > revision)) return undefined
      return draftRecord(project, meta.pass, seen)
    },
    async ended(finals) {
      if (!finals.length) return []
      const left = (await store.resting()).filter((key) =>
        finals.some(({ response, revision }) => responseOf(key) === response && numberOf(key) <= revision),
      )
      const drafts = await Promise.all(left.map(draftAt))
      // acts that no code has stepped on may be the only copy of their words
      return drafts.flatMap((draft) => (draft && !draft.meta.pass?.acts ? draft.key : []))
    },
    raise(response, revision) {
      floors.set(response, Math.max(revision, floors.get(response) ?? 0))
    },
    next(response) {
      const revision = (floors.get(response) ?? 0) + 1
      floors.set(response, revision)
      return revision
    },
    async list() {
      const keys = await store.keys()
      const now = platform.clock.now()
      const erased = idTime(keys.find((key) => key.startsWith(`${scope}+`))?.slice(scope.length + 1) ?? '')
      const found = new Map<string, QueueRecord[]>()
      for (const key of keys.filter((one) => holdsPass(one) && !store.settled.has(one))) {
        const draft = await draftAt(key)
        if (!draft || over.has(draft.response!)) continue
        // a state without a draft is its end, wherever it lies
        const isOver = (other: string): boolean =>
          responseOf(other) === draft.response && !holdsPass(other) && numberOf(other) >= draft.revision
        const { acts, responseId, at } = draft.meta.pass!
        // [W1] written down by code that does not ask for withdrawals, while one was on its way
        if (acts && at <= erased && erased <= now) {
          await store.change([{ key }])
          continue
        }
        if (acts || !keys.some(isOver)) found.set(responseId, [...(found.get(responseId) ?? []), draft])
      }
      const passes = [...found.values()].map((drafts) => taken(drafts))
      // acts that no code has stepped on are the only copy of their words: no age ends them before they were sent
      return passes.filter((pass) => pass.acts || isYoung(pass, now, keepMs)).sort((a, b) => b.at - a.at)
    },
    async release(response) {
      const ours = (key: string): boolean => responseOf(key) === response && holdsPass(key)
      over.add(response)
      for (const own of store.own.values()) {
        if (own.response !== response) continue
        delete own.meta.pass
        await own.stored
      }
      const rows = await Promise.all((await store.keys()).filter(ours).map((key) => store.read(key)))
      const changes = rows.flatMap((row) => {
        if (!row) return []
        if (readKey(scope, row.key).section === DRAFT) return [{ key: row.key }]
        const record = store.own.get(row.key) ?? fromStored(scope, row)
        delete record.meta.pass
        return [{ key: row.key, to: toStored(record) }]
      })
      await store.change(changes)
    },
    forget() {
      over.clear()
      floors.clear()
    },
  }
}
