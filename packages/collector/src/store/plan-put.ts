import type { Response } from '@frankly/core'
import type { ReceiverState } from '@frankly/core/wire'
import { type Words, wordsBeyond, wordsOf } from './compare-words.ts'
import type { KeptWords, PutItem, PutResult } from './ports.ts'
import { sameContent } from './same-content.ts'

/** Words of others that are kept of one response; what would be more is a conflict. */
export const KEPT_OF_ONE = 100

/** What is known of a response. */
export interface Known {
  readonly revision: number
  readonly writer: string
  readonly status: string
  readonly urgent: boolean
  readonly complaint: boolean
  /** As the column: 0 no words of others, 1 some, 2 bad news among them, 3 a complaint. */
  readonly kept: number
  readonly receivedAt: number
  readonly body: string
  readonly erased: boolean
  /** Words of others, oldest first. */
  readonly said: readonly KeptWords[]
}

/** Words of others that become a row. */
export interface NewWords {
  readonly project: string
  readonly id: string
  readonly writer: string
  readonly words: KeptWords
}

/** A row that others have a part in: changed only if it is still as it was seen. */
export interface Claim {
  readonly item: PutItem
  /** As it stood in the store; absent: it was not there. */
  readonly seen?: Known
  readonly now: Known
}

/** What is to be written, and what is said of each item. */
export interface Plan {
  readonly results: readonly PutResult[]
  /** Items that become rows: the last revision of each id. */
  readonly rows: readonly PutItem[]
  /** Of them, and of rows that stay, those that others have a part in. */
  readonly claims: readonly Claim[]
  /** Items that are there from now on, as the state or beside it. */
  readonly stored: readonly { readonly item: PutItem; readonly now: Known; readonly isBeside: boolean }[]
  readonly words: readonly NewWords[]
  readonly conflicts: readonly PutItem[]
}

export const keyOf = (item: { readonly project: string; readonly id: string }): string => `${item.project}\n${item.id}`

/** Decides item by item: higher revision wins, nobody's words are lost, an erased id stays erased. */
export function planOf(items: readonly PutItem[], inStore: ReadonlyMap<string, Known>): Plan {
  const known = new Map(inStore)
  const rows = new Map<string, PutItem>()
  const touched = new Map<string, PutItem>()
  const stored: Plan['stored'][number][] = []
  const words: NewWords[] = []
  const conflicts: PutItem[] = []

  const keep = (state: Known, from: PutItem, said: KeptWords, writer: string, level: number): Known => {
    words.push({ project: from.project, id: from.id, writer, words: said })
    touched.set(keyOf(from), from)
    return { ...state, kept: Math.max(state.kept, level), said: [...state.said, said] }
  }
  const results = items.map((item): PutResult => {
    const key = keyOf(item)
    const before = known.get(key)
    // A copy of what was erased does not bring it back under another id.
    if (item.continues && known.get(keyOf({ project: item.project, id: item.continues }))?.erased)
      return { status: 'stale' }
    const verdict = before ? decide(before, item) : ('new' as const)
    let now = before
    if (verdict === 'new' || verdict === 'replaces') {
      now = stateOf(item, before)
      if (before && before.writer !== now.writer) {
        const left = wordsBeyond(wordsIn(before.body), before.said)
        const { revision, receivedAt } = before
        const level = before.complaint ? 3 : before.urgent ? 2 : 1
        if (left) now = keep(now, item, { ...left, revision, receivedAt }, before.writer, level)
        touched.set(key, item)
      }
      if (now.kept > 0) touched.set(key, item)
      rows.set(key, item)
    }
    if (verdict === 'beside') {
      const left = newWords(before!, item)!
      const level = item.complaint ? 3 : item.lane === 'urgent' ? 2 : 1
      const { revision, receivedAt } = item
      now = { ...keep(before!, item, { ...left, revision, receivedAt }, item.writer ?? '', level), receivedAt }
    }
    if (verdict === 'conflict') conflicts.push(item)
    if (now && now !== before) {
      known.set(key, now)
      stored.push({ item, now, isBeside: verdict === 'beside' })
    }
    return resultOf(verdict, now!)
  })
  const claims = [...touched].map(([key, item]): Claim => {
    const seen = inStore.get(key)
    return { item: rows.get(key) ?? item, now: known.get(key)!, ...(seen && { seen }) }
  })
  return { results, rows: [...rows.values()], claims, stored, words, conflicts }
}

type Verdict = 'new' | 'replaces' | 'beside' | 'duplicate' | 'stale' | 'conflict'

function decide(before: Known, item: PutItem): Verdict {
  if (before.erased) return 'stale'
  const isAnothers = before.writer !== (item.writer ?? '')
  const isFull = before.said.length >= KEPT_OF_ONE
  if (item.revision > before.revision) {
    if (before.status === 'completed' && item.status !== 'completed')
      return newWords(before, item) ? (isFull ? 'conflict' : 'beside') : 'duplicate'
    return isAnothers && isFull ? 'conflict' : 'replaces'
  }
  if (item.revision === before.revision && sameContent(before.body, item.body)) return 'duplicate'
  // An acknowledgement may have been lost, and the present state came after it: all of it is here.
  const isHere = isAnothers && before.said.length > 0 && !wordsBeyond(wordsIn(item.body), before.said)
  if (isHere && (item.status !== 'completed' || before.status === 'completed')) return 'duplicate'
  return item.revision < before.revision ? 'stale' : 'conflict'
}

/** What a state that may not replace a completed one says beyond what is here. */
function newWords(before: Known, item: PutItem): Words | undefined {
  const isOwn = before.writer === (item.writer ?? '')
  // What another writer has in common with the state would go with the state's next revision.
  return wordsBeyond(wordsIn(item.body), isOwn ? [...before.said, wordsIn(before.body)] : before.said)
}

const wordsIn = (body: string): Words => wordsOf(JSON.parse(body) as Response)

function stateOf(item: PutItem, before: Known | undefined): Known {
  return {
    revision: item.revision,
    writer: item.writer ?? '',
    status: item.status,
    urgent: item.lane === 'urgent',
    complaint: item.complaint,
    kept: before?.kept ?? 0,
    receivedAt: item.receivedAt,
    body: item.body,
    erased: false,
    said: before?.said ?? [],
  }
}

function resultOf(verdict: Verdict, { erased, revision, writer }: Known): PutResult {
  const status = verdict === 'new' || verdict === 'replaces' || verdict === 'beside' ? 'stored' : verdict
  return erased ? { status } : { status, has: hasOf(revision, writer) }
}

/** What the receiver has. */
export function hasOf(revision: number, writer: string | undefined): ReceiverState {
  return writer ? { revision, writer } : { revision }
}
