import type { JournalRecord, QueuePlatform } from '../platform/platform.ts'
import { chooseDraft, type Draft } from './choose-draft.ts'
import { DRAFT, draftRecord } from './draft-record.ts'
import type { PageRecords } from './page-records.ts'
import { isYoung } from './read-pass.ts'
import { fromStored, type QueueRecord, toStored, withoutPass } from './record.ts'
import { holdsPass, readKey, stateIn } from './record-key.ts'
import type { RecordStore } from './record-store.ts'
import type { Telling } from './telling.ts'
import type { PassState, QueueLimits } from './types.ts'

/** What this page knows of passes: which are over, and above what a response must go on. */
export interface Passes {
  /** Ids of the responses that this page had to do with. */
  readonly known: ReadonlySet<string>
  /** A state of a response is about to be stored. `isOpen`: with the draft; else the pass is over. */
  stored(response: string, isOpen: boolean): void
  /** The highest revision that the destination was heard to have, or that was given out above it. */
  floor(response: string): number | undefined
  /** What stays of a record when it was acknowledged: the draft, if the pass is open. */
  draftOf(record: QueueRecord, seen: number | undefined): JournalRecord | undefined
  /** Keys of drafts of passes that came to their end: what earlier stores did not take is acknowledged now. */
  ended(finals: readonly QueueRecord[]): Promise<readonly string[]>
  /** The destination has another writer's state of a response. */
  raise(response: string, revision: number): void
  /** The lowest revision that is above all that is known. */
  next(response: string): number
  /** Open passes on this device, newest first. */
  list(): Promise<readonly PassState[]>
  /** Forgets the draft of a response. */
  release(response: string): Promise<void>
  /** Forgets what is known of passes: everything was erased. */
  forget(): void
}

export interface PassesParts {
  readonly project: string
  readonly scope: string
  readonly platform: Pick<QueuePlatform, 'clock'>
  readonly limits: Pick<QueueLimits, 'passMs'>
  readonly store: RecordStore
  readonly page: PageRecords
  readonly telling: Pick<Telling, 'tally'>
}

export function createPasses(parts: PassesParts): Passes {
  const { project, scope, store, page } = parts
  const known = new Set<string>()
  const over = new Set<string>()
  const floors = new Map<string, number>()
  return {
    known,
    stored(response, isOpen) {
      known.add(response)
      if (isOpen) over.delete(response)
      else over.add(response)
    },
    floor: (response) => floors.get(response),
    draftOf({ response, revision, meta }, seen) {
      if (response === undefined || !meta.pass || over.has(response)) return undefined
      // A later state of this page carries the draft.
      return page.hasLater(response, revision) ? undefined : draftRecord(project, meta.pass, seen)
    },
    async ended(finals) {
      if (!finals.length) return []
      const left = (await store.draftKeys()).filter((key) => {
        const { response, revision } = stateIn(scope, key)
        return finals.some((one) => one.response === response && revision <= one.revision)
      })
      const drafts = await Promise.all(left.map((key) => readDraft(parts, key)))
      // acts that no code has stepped on may be the only copy of their words
      return drafts.flatMap((draft) => (draft && !draft.pass.acts ? draft.record.key : []))
    },
    raise(response, revision) {
      floors.set(response, Math.max(revision, floors.get(response) ?? 0))
    },
    next(response) {
      const revision = (floors.get(response) ?? 0) + 1
      floors.set(response, revision)
      return revision
    },
    list: () => listPasses(parts, over),
    async release(response) {
      over.add(response)
      await releaseDraft(parts, response)
    },
    forget() {
      known.clear()
      over.clear()
      floors.clear()
    },
  }
}

/** One stored record that may hold a draft; a damaged one goes, but never what is still to be sent. */
async function readDraft({ scope, store, telling }: PassesParts, key: string): Promise<Draft | undefined> {
  const row = await store.read(key)
  if (!row) return undefined
  const record = fromStored(scope, row)
  const { pass } = record.meta
  if (pass && pass.responseId === record.response) return { record, pass }
  if (readKey(scope, key).section === DRAFT) {
    telling.tally('pass_damaged')
    await store.change([{ key }])
  }
  return undefined
}

async function listPasses(parts: PassesParts, over: ReadonlySet<string>): Promise<readonly PassState[]> {
  const { project, scope, platform, store, page, limits } = parts
  const keys = await store.keys()
  const now = platform.clock.now()
  const erased = store.mark.timeIn(keys)
  const found = new Map<string, Draft[]>()
  for (const key of keys.filter((one) => holdsPass(one) && !page.isDone(one))) {
    const draft = await readDraft(parts, key)
    if (!draft || over.has(draft.pass.responseId)) continue
    const { response, revision } = draft.record
    // a state without a draft is its end, wherever it lies
    const isOver = (other: string): boolean => {
      const state = stateIn(scope, other)
      return state.response === response && !holdsPass(other) && state.revision >= revision
    }
    const { acts, responseId, at } = draft.pass
    // [W1] written down by code that does not ask for withdrawals, while one was on its way
    if (acts && at <= erased && erased <= now) {
      await store.change([{ key }])
      continue
    }
    if (acts || !keys.some(isOver)) found.set(responseId, [...(found.get(responseId) ?? []), draft])
  }
  const passes = [...found.values()].map((drafts) => {
    const { pass, held } = chooseDraft(drafts)
    for (const draft of held) {
      page.read(draft.record.key)
      // what it becomes when another page sends it
      page.read(draftRecord(project, draft.pass).key)
    }
    return pass
  })
  // acts that no code has stepped on are the only copy of their words: no age ends them before they were sent
  return passes.filter((pass) => pass.acts || isYoung(pass, now, limits.passMs)).sort((a, b) => b.at - a.at)
}

async function releaseDraft({ scope, store, page }: PassesParts, response: string): Promise<void> {
  for (const own of page.all()) {
    if (own.record.response !== response) continue
    page.become(own.record.key, withoutPass(own.record))
    await own.stored
  }
  const isDraft = (key: string): boolean => stateIn(scope, key).response === response && holdsPass(key)
  const rows = await Promise.all((await store.keys()).filter(isDraft).map(store.read))
  const changes = rows.flatMap((row) => {
    if (!row) return []
    const { key } = row
    if (readKey(scope, key).section === DRAFT) return [{ key }]
    const record = withoutPass(page.get(key)?.record ?? fromStored(scope, row))
    page.become(key, record)
    return [{ key, to: toStored(record) }]
  })
  await store.change(changes)
}
