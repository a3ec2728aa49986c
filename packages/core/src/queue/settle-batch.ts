import type { SendOutcome } from '../transport/transport.ts'
import type { QueueRecord, RecordMeta } from './record.ts'
import { floorOf } from './wait-after.ts'

/** So many records that were refused by themselves, with nothing done between, make all records wait. */
const MISSES = 3

/** A damaged record: it is never sent, and says nothing about the way to the destination. */
export const UNREADABLE: SendOutcome = { status: 'rejected', code: 'unreadable', detail: '', scope: 'item' }

/** [Q10] Whatever is missing is a retry. */
const NO_OUTCOME: SendOutcome = { status: 'retry', scope: 'item', cause: 'no outcome' }

export type Retry = Extract<SendOutcome, { status: 'retry' }>

/** One outcome for each record; `undefined` where the destination said nothing of it. */
export type Outcomes = readonly (SendOutcome | undefined)[]

/**
 * What becomes of one record of a request. `kept`: it goes again, with these counters. `parked`: refused for good, with this
 * code. `overtaken`: another writer's state is there at this revision. `undefined`: the page is done with it.
 */
export type Verdict =
  | { readonly kept: RecordMeta }
  | { readonly parked: string }
  | { readonly overtaken: number }
  | undefined

/** What one request means for its records and for all others. Says nothing about all others without `way`. */
export interface Settlement {
  /** One for each record. */
  readonly verdicts: readonly Verdict[]
  /** `failed`: all records wait. `missed`: the request failed for reasons of its records alone. */
  readonly way: 'failed' | 'missed' | 'succeeded' | undefined
  /** The retry that says most about the way. */
  readonly retry: Retry | undefined
  /** What the destination asked for, ms. */
  readonly afterMs: number | undefined
  /** First records of the requests that moved nothing, since something was done. */
  readonly misses: ReadonlySet<string>
}

/** What is known beside the reply. */
export interface SettleFacts {
  /** The page is done with the record of this key. */
  isDone(key: string): boolean
  /** A later state of the response is about to go: it goes on in place of the earlier one. */
  hasLater(response: string, revision: number): boolean
  /** {@link Settlement.misses} of the request before. */
  readonly misses: ReadonlySet<string>
}

/** [Q10] [Q11] [Q16] What becomes of the records of a request. Changes nothing. */
export function settleBatch(batch: readonly QueueRecord[], outcomes: Outcomes, facts: SettleFacts): Settlement {
  let retry: Retry | undefined
  let afterMs: number | undefined
  const verdicts = batch.map((record, i) => {
    const outcome = outcomes[i] ?? NO_OUTCOME
    // Acknowledged just now, or by the final flush that ran beside this request.
    const isDone = facts.isDone(record.key)
    if (outcome.status === 'retry' && (!isDone || outcome.afterMs)) {
      afterMs = Math.max(afterMs ?? 0, floorOf(outcome.afterMs))
      if (!retry || (outcome.scope ?? 'item') !== 'item') retry = outcome
    }
    return isDone ? undefined : verdictOf(record, outcome, batch.length, facts)
  })
  const kept = verdicts.filter((verdict) => verdict && 'kept' in verdict).length
  const isIdle = retry && kept === batch.length
  const misses = new Set(kept < batch.length ? [] : facts.misses)
  if (isIdle) misses.add(batch[0]!.id)
  const scope = retry && (retry.scope ?? 'item')
  // [CI4] A reason that is about records alone makes these wait, and none keeps another from being sent. With a whole
  // row of them it is no matter of records any more.
  const allWait = scope && (scope !== 'item' || misses.size >= MISSES)
  if (allWait) misses.clear()
  const hasReply = outcomes.some((outcome) => outcome !== UNREADABLE)
  const way = allWait ? 'failed' : isIdle ? 'missed' : hasReply ? 'succeeded' : undefined
  return { verdicts, way, retry, afterMs, misses }
}

function verdictOf(record: QueueRecord, outcome: SendOutcome, size: number, facts: SettleFacts): Verdict {
  const { response, revision, meta } = record
  const kept = triedOnce(meta)
  if (outcome.status === 'retry') return { kept }
  if (outcome.status === 'rejected') {
    // One of them is at fault: halves find it in 1 + 2·log2(50) requests, over restarts too.
    if (outcome.scope === 'batch' && size > 1) return { kept: { ...kept, cap: Math.ceil(size / 2) } }
    return { parked: outcome.code }
  }
  if (outcome.status !== 'overtaken') return { parked: 'unknown-outcome' }
  if (response === undefined) return { parked: 'overtaken' }
  return facts.hasLater(response, revision) ? { kept } : { overtaken: outcome.revision }
}

/** One attempt more; the wait that it had is over. */
export function triedOnce({ at: _, asked: __, ...meta }: RecordMeta): RecordMeta {
  return { ...meta, n: meta.n + 1 }
}
