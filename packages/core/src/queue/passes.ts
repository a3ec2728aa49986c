import type { JournalRecord, QueuePlatform } from '../platform/platform.ts'
import { fromRecord, holdsPass, type Parcel, readId, readKey, toRecord } from './parcel.ts'
import { isYoung } from './read-pass.ts'
import { RESTING, restRecord } from './rest-record.ts'
import type { Shelf } from './shelf.ts'
import type { PassState } from './types.ts'

/** What this page knows of passes: which records hold one, which are over, and above what a response must go on. */
export interface Passes {
  /** Keys of earlier states of a response, which a new state at `revision` replaces. */
  earlier(response: string, revision: number): readonly string[]
  /** A record of a response is about to be stored. `open`: it holds the draft; else the pass is over. */
  stored(response: string, key: string, open: boolean): void
  /** A draft without a body is about to be stored; returns the keys of those that it replaces. */
  kept(response: string, key: string): readonly string[]
  /** The highest revision that the destination was heard to have, or that was given out above it. */
  floor(response: string): number | undefined
  /** What stays of a record when it was acknowledged. */
  rest(parcel: Parcel, seen: number | undefined): JournalRecord | undefined
  /** A record was written anew as another. */
  moved(from: string, to: Parcel): void
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
  shelf: Pick<Shelf, 'own' | 'settled' | 'keys' | 'read' | 'change'>,
  keepMs: number,
  tally: (name: string, by?: number) => void,
): Passes {
  /** Keys of stored records by response, as far as this page knows of them. */
  const known = new Map<string, Set<string>>()
  const over = new Set<string>()
  const floors = new Map<string, number>()

  const remember = (response: string, key: string): void => {
    known.set(response, (known.get(response) ?? new Set()).add(key))
  }
  const revisionOf = (key: string): number => readId(readKey(scope, key).id).revision
  const responseOf = (key: string): string | undefined => readId(readKey(scope, key).id).response

  /** The draft of one stored record; a damaged one goes, but never what is still to be sent. */
  async function passOf(key: string): Promise<PassState | undefined> {
    const row = await shelf.read(key)
    if (!row) return undefined
    const { pass } = fromRecord(scope, row).meta
    if (pass && pass.responseId === responseOf(key)) return pass
    const { kind } = readKey(scope, key)
    if (kind === RESTING) {
      tally('pass_damaged')
      await shelf.change([{ key }])
    }
    return undefined
  }

  return {
    earlier: (response, revision) => [...(known.get(response) ?? [])].filter((key) => revisionOf(key) <= revision),
    stored(response, key, open) {
      known.set(response, new Set(open ? [key] : []))
      if (open) over.delete(response)
      else over.add(response)
    },
    kept(response, key) {
      const earlier = [...(known.get(response) ?? [])].filter(
        (other) => other !== key && readKey(scope, other).kind === RESTING,
      )
      for (const other of earlier) known.get(response)?.delete(other)
      over.delete(response)
      remember(response, key)
      return earlier
    },
    floor: (response) => floors.get(response),
    rest({ key, response, revision, meta }, seen) {
      if (response === undefined || !meta.pass || over.has(response)) return undefined
      // A later state of this page carries the draft.
      const later = [...(known.get(response) ?? [])].some((other) => other !== key && revisionOf(other) >= revision)
      if (later) return undefined
      const record = restRecord(project, meta.pass, seen)
      known.get(response)?.delete(key)
      remember(response, record.key)
      return record
    },
    moved(from, to) {
      const before = responseOf(from)
      if (before !== undefined) known.get(before)?.delete(from)
      if (to.response !== undefined && to.meta.pass) remember(to.response, to.key)
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
      const keys = await shelf.keys()
      const found = new Map<string, PassState>()
      for (const key of keys.filter((one) => holdsPass(one) && !shelf.settled.has(one))) {
        const pass = await passOf(key)
        if (!pass || over.has(pass.responseId)) continue
        const other = found.get(pass.responseId)
        const isLater =
          !other || pass.revision > other.revision || (pass.revision === other.revision && pass.at > other.at)
        if (isLater) found.set(pass.responseId, pass)
      }
      for (const key of keys) {
        const response = responseOf(key)
        if (response !== undefined && found.has(response)) remember(response, key)
      }
      const now = platform.clock.now()
      // acts that no code has stepped on are the only copy of their words: no age ends them before they were sent
      return [...found.values()].filter((pass) => pass.acts || isYoung(pass, now, keepMs)).sort((a, b) => b.at - a.at)
    },
    async release(response) {
      const ours = (key: string): boolean => responseOf(key) === response && holdsPass(key)
      over.add(response)
      for (const own of shelf.own.values()) {
        if (own.response !== response) continue
        delete own.meta.pass
        await own.stored
      }
      const rows = await Promise.all((await shelf.keys()).filter(ours).map((key) => shelf.read(key)))
      const changes = rows.flatMap((row) => {
        if (!row) return []
        if (readKey(scope, row.key).kind === RESTING) return [{ key: row.key }]
        const parcel = shelf.own.get(row.key) ?? fromRecord(scope, row)
        delete parcel.meta.pass
        return [{ key: row.key, to: toRecord(parcel) }]
      })
      await shelf.change(changes)
    },
    forget() {
      known.clear()
      over.clear()
      floors.clear()
    },
  }
}
