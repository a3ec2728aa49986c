import type { JournalChange, JournalRecord } from '../platform/platform.ts'
import type { OwnRecord, Placed } from './own-record.ts'
import type { QueueRecord } from './record.ts'
import { nextState, type RecordEnd, type RecordEvent, type TurnEvent } from './record-state.ts'
import type { Telling } from './telling.ts'
import type { ItemEvent, SubmitResult } from './types.ts'
import type { Moment } from './withdrawal-mark.ts'

/** What this page knows of records: those that it wrote, those that it is done with, those whose words it has read. */
export interface PageRecords {
  /**
   * Begins to hold a record that this page wrote, due at once.
   * @param failures - failed requests of the page so far
   * @param before - the own record whose place it takes: their storing and their result are one
   */
  add(record: QueueRecord, born: Moment, failures: number, before?: OwnRecord): OwnRecord
  /** The writing of an own record has begun, and says in the end how safe it is. */
  writing(key: string, stored: Promise<Placed | undefined>): void
  /** [Q26] An own record is written beside this mark of a withdrawal: it did not fall to it. */
  outlived(key: string, mark: string): void
  /** An own record steps through the table of `record-state.ts`. */
  on(key: string, event: TurnEvent): void
  get(key: string): OwnRecord | undefined
  /** All that are held; a list of its own. */
  all(): readonly OwnRecord[]
  /** Whether a record that was held still is. */
  holds(own: OwnRecord): boolean
  /** An own record of this response at a higher revision is held. */
  hasLater(response: string | undefined, revision: number): boolean
  /** Another form of an own record, maybe under another key. Nothing happens when this page does not hold it. */
  become(key: string, record: QueueRecord): void
  /**
   * This page holds a record no longer: counted. It is not done with the key: what lies under it in the store still goes,
   * and a request that carries it still tells what came of it.
   */
  forget(key: string, how: RecordEnd): void
  /**
   * This page is done with a record, whoever wrote it: counted. It may still be in the store, since a full disk refuses
   * removals too; it is never sent again.
   * @param to - what belongs in its place
   */
  drop(key: string, how: RecordEnd, to?: JournalRecord): void
  /**
   * {@link PageRecords.drop}, or with `refused` {@link PageRecords.forget}, told to listeners.
   * @param told - what else they hear
   * @param result - what `submit` resolves to, unless it has
   */
  end(record: QueueRecord, how: ToldEnd, told: Partial<ItemEvent>, result?: SubmitResult, to?: JournalRecord): void
  /** The page is done with the record of this key. */
  isDone(key: string): boolean
  /** What the store has to do with a record that the page is done with. */
  changeOf(key: string): JournalChange
  /** Said once more: the page is not done with it. */
  again(key: string): void
  /** The words of the stored record are on a screen of this page, which goes on with them. */
  read(key: string): void
  hasRead(key: string): boolean
}

/** Ends that listeners hear of. */
export type ToldEnd = Exclude<RecordEnd, 'superseded' | 'evicted'>

/** What only this file does with an own record. */
type Changeable<Value> = { -readonly [Name in keyof Value]: Value[Name] }

export function createPageRecords({ tally, tell }: Pick<Telling, 'tally' | 'tell'>): PageRecords {
  const held = new Map<string, Changeable<OwnRecord>>()
  const done = new Map<string, JournalRecord | undefined>()
  const seen = new Set<string>()

  const on = (key: string, event: RecordEvent): void => {
    const own = held.get(key)
    if (!own) return
    own.state = nextState(own.state, event)
    // Not known to be missing at the destination: it waits as all do.
    if (event === 'vanished') own.failures = -1
  }
  const writing: PageRecords['writing'] = (key, stored) => {
    const own = held.get(key)
    if (!own) return
    own.stored = stored
    void stored.then((placed) => {
      if (placed !== 'no-room' && placed !== 'withdrawn') own.safe ??= placed
    })
  }
  const forget: PageRecords['forget'] = (key, how) => {
    on(key, how)
    held.delete(key)
    tally(how)
  }
  const drop: PageRecords['drop'] = (key, how, to) => {
    forget(key, how)
    done.set(key, to)
  }

  return {
    add(record, born, failures, before) {
      let done: OwnRecord['done'] = () => {}
      const result = new Promise<SubmitResult>((settle) => (done = settle))
      const first = { safe: undefined, stored: Promise.resolve(undefined), result, done }
      const own: OwnRecord = { ...first, ...before, record, state: 'fresh', failures, born }
      held.set(record.key, own)
      writing(record.key, own.stored)
      return own
    },
    writing,
    outlived(key, mark) {
      const own = held.get(key)
      if (own) own.born = { ...own.born, mark }
    },
    on,
    get: (key) => held.get(key),
    all: () => [...held.values()],
    holds: (own) => held.get(own.record.key) === own,
    hasLater: (response, revision) =>
      [...held.values()].some(({ record }) => record.response === response && record.revision > revision),
    become(key, record) {
      const own = held.get(key)
      if (!own) return
      held.delete(key)
      own.record = record
      held.set(record.key, own)
    },
    forget,
    drop,
    end(record, how, told, result, to) {
      if (result) held.get(record.key)?.done(result)
      // Refused is this writing alone: the same may have been written down before the queue's code came.
      if (how === 'refused') forget(record.key, how)
      else drop(record.key, how, to)
      tell(record, how === 'refused' ? 'failed' : how, told)
    },
    isDone: (key) => done.has(key),
    changeOf(key) {
      const to = done.get(key)
      return to ? { key, to } : { key }
    },
    again: (key) => void done.delete(key),
    read: (key) => void seen.add(key),
    hasRead: (key) => seen.has(key),
  }
}
