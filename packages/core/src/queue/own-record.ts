import type { Durability } from '../platform/platform.ts'
import { type QueueRecord, supersedes } from './record.ts'
import type { RecordState } from './record-state.ts'
import { writerOf } from './same-pass.ts'
import type { SubmitResult } from './types.ts'
import type { Moment } from './withdrawal-mark.ts'

/** How the writing of a record ended: how safe it is, or why it is not kept. */
export type Placed = Durability | 'no-room' | 'withdrawn'

/** A record in a request, or about to be: one of this page, or one read from the store. */
export interface Held {
  /** As it is now: a draft that came later is in it. */
  readonly record: QueueRecord
}

/** A record that this page wrote and still holds in memory. Only `PageRecords` changes it. */
export interface OwnRecord extends Held {
  readonly state: RecordState
  /** How safe it is, once written. */
  readonly safe: Durability | undefined
  /** Settles when the writing ended; `undefined` where nothing is written by this page. */
  readonly stored: Promise<Placed | undefined>
  /** Failed requests of the page when it was submitted: while there are no more, an own backoff does not hold it. */
  readonly failures: number
  /** When it was submitted, and the last withdrawal that the page knew of then, or that it was written beside. */
  readonly born: Moment
  /** What `submit` resolves to. */
  readonly result: Promise<SubmitResult>
  /** Says what `submit` resolves to; the first call counts. */
  done(result: SubmitResult): void
}

/** Whether `newer` is a later state of `older` by the same writer and at least as safe, so that `older` may go. */
export function replaces(newer: OwnRecord, older: QueueRecord, safe: Durability | undefined): boolean {
  return (
    supersedes(newer.record, older) &&
    writerOf(newer.record) === writerOf(older) &&
    (newer.safe === 'disk' || newer.safe === safe)
  )
}
