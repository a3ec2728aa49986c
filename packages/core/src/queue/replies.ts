import type { JournalChange } from '../platform/platform.ts'
import { answerOvertaken } from './overtaken.ts'
import { type Held, replaces } from './own-record.ts'
import type { QueueParts } from './parts.ts'
import { type QueueRecord, toStored } from './record.ts'
import { parkedKey } from './record-key.ts'
import { type Outcomes, settleBatch, triedOnce } from './settle-batch.ts'
import { waitAfter } from './wait-after.ts'

type ReplyParts = Pick<
  QueueParts,
  'scope' | 'platform' | 'page' | 'passes' | 'backoff' | 'waits' | 'receiver' | 'telling'
>

/** Tells those who wait, before the store is asked; `true` when something is done with. */
export function acknowledge(
  { page, passes, receiver }: ReplyParts,
  batch: readonly Held[],
  outcomes: Outcomes,
): boolean {
  let isDone = false
  batch.forEach(({ record }, i) => {
    const outcome = outcomes[i]
    if ((outcome?.status !== 'delivered' && outcome?.status !== 'skipped') || page.isDone(record.key)) return
    isDone = true
    // The words are there; the draft, if any, stays to be taken up.
    const draft = passes.draftOf(record, receiver.now())
    if (outcome.status === 'skipped') {
      const { reason } = outcome
      // Nobody has it: whoever waits must not hear that it was sent.
      page.end(record, 'skipped', { reason }, { durable: 'none', reason: 'skipped' }, draft)
      return
    }
    const told = { durable: 'server', ...(outcome.receipt ? { receipt: outcome.receipt } : {}) } as const
    if (outcome.now !== undefined) receiver.hear(outcome.now)
    page.end(record, 'sent', told, told, draft)
  })
  return isDone
}

/** Applies what {@link settleBatch} decides; returns what the store has to change. */
export type Settle = (batch: readonly Held[], outcomes: Outcomes) => readonly JournalChange[]

/** One closure: each way in which a record ends or goes on changes the same parts, and the row of misses is between them. */
export function createSettle({ scope, platform, page, passes, backoff, waits, receiver, telling }: ReplyParts): Settle {
  let misses: ReadonlySet<string> = new Set()

  /** [Q32] Another writer's state is at the destination: the words go on above it, or as a response of their own. */
  function goOn(record: QueueRecord): JournalChange {
    const { key, response } = record
    const own = page.get(key)
    const next = answerOvertaken(record, scope, own && response ? { revision: passes.next(response) } : platform)
    if (!next) return park(record, 'unreadable')
    const to = toStored(next)
    page.drop(key, 'overtaken', to)
    // Before it is told: who hears it may ask for what is held.
    if (own) page.add(next, own.born, backoff.failures, own)
    telling.tell(record, 'overtaken', { to: { responseId: next.response!, revision: next.revision } })
    return { key, to }
  }

  /** [Q12] Refused for good: kept for 30 days behind all that waits. */
  function park(record: QueueRecord, code: string): JournalChange {
    const { key, meta } = record
    const { n, pass } = triedOnce(meta)
    const seen = receiver.now()
    const parked = { n, code, ...(seen === undefined ? {} : { seen }), ...(pass ? { pass } : {}) }
    const to = { ...toStored({ ...record, meta: parked }), key: parkedKey(scope, key, record.id) }
    telling.tally(`parked.${code}`)
    page.end(record, 'parked', { reason: code }, undefined, to)
    return { key, to }
  }

  /** Another attempt. A later state that is as safe holds its words. */
  function keep(record: QueueRecord, isBlocked: boolean): JournalChange {
    const { key } = record
    const own = page.get(key)
    const safe = own ? own.safe : 'disk'
    if (page.all().some((other) => other.safe && replaces(other, record, safe))) {
      page.drop(key, 'superseded')
      return { key }
    }
    page.on(key, 'kept')
    page.become(key, record)
    if (isBlocked) {
      // Of records of others nothing is said of how safe they are: each layer may have them.
      telling.tell(record, 'blocked', { ...backoff.why, ...(own?.safe ? { durable: own.safe } : {}) })
    }
    return { key, to: toStored(record) }
  }

  return (batch, outcomes) => {
    const records = batch.map(({ record }) => record)
    records.forEach(({ response }, i) => {
      const outcome = outcomes[i]
      if (outcome?.status === 'overtaken' && response) passes.raise(response, outcome.revision)
    })
    const settled = settleBatch(records, outcomes, { ...page, misses })
    const { way, retry, afterMs } = settled
    misses = settled.misses
    const kept: QueueRecord[] = []
    const changes = records.flatMap((record, i): JournalChange[] => {
      const verdict = settled.verdicts[i]
      if (!verdict) return [page.changeOf(record.key)]
      if ('parked' in verdict) return [park(record, verdict.parked)]
      if ('overtaken' in verdict && !page.hasLater(record.response, record.revision)) return [goOn(record)]
      kept.push({ ...record, meta: 'kept' in verdict ? verdict.kept : triedOnce(record.meta) })
      return []
    })
    if (way === 'failed') backoff.failed(retry?.scope, afterMs, textOf(retry?.cause))
    else if (way === 'missed') backoff.missed()
    else if (way) backoff.succeeded()
    // One wait for all that this request left behind: apart, each would come back in a request of its own.
    const tries = Math.max(0, ...kept.map(({ meta }) => meta.n))
    const wait = retry && way !== 'failed' ? waitAfter(tries, afterMs, platform.random.unit) : undefined
    const asked = afterMs ? { asked: true as const } : {}
    // What had to wait by itself goes by itself.
    const alone = batch.length === 1 ? { cap: 1 } : {}
    const until = wait === undefined ? {} : { at: platform.clock.now() + wait, ...asked, ...alone }
    const isBlocked = way === 'failed' && backoff.state !== 'waiting'
    for (const record of kept) {
      waits.set(record.key, wait, !!afterMs)
      changes.push(keep({ ...record, meta: { ...record.meta, ...until } }, isBlocked))
    }
    return changes
  }
}

/** What a failed request said, for people. */
export function textOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined
  return cause instanceof Error ? cause.message : String(cause)
}
