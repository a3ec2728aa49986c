import type { Delivery, ProjectKey, Response, ResponseId, SendOutcome } from '@frankly/core'
import { withTimeout } from '@frankly/core/transport'
import type { Metrics } from '../metrics.ts'
import type { Clock, Log, Random } from '../platform.ts'
import type { Outbox, OutboxKey, OutboxRow } from '../store/ports.ts'
import type { OpenDestination } from './destinations.ts'
import { createGathering, GATHERED } from './gathering.ts'
import { maySend } from './may-send.ts'
import type { Rest } from './rest.ts'
import { type Verdict, verdictOn } from './verdict.ts'
import { waitForCompletion, waitsForCompletion } from './wait-for-completion.ts'

/** Whole time of one sending, ms: above the adapters' own limit of 15 s, below the lease. */
const SEND_MS = 30_000
/** How long a claimed row is hidden from other workers, ms. */
export const LEASE_MS = 90_000
/** Rows that one message may stand for. */
const GATHERED_AT_ONCE = 10_000

/** What sending works with. */
export interface SendDeps {
  readonly outbox: Outbox
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly metrics: Pick<Metrics, 'add'>
  /** Bad news in an hour that are sent by themselves to a destination that people read. */
  readonly alertsPerHour: number
  /** The newest stored revision of a response; nothing when it is not there. */
  revisionOf(project: ProjectKey, id: ResponseId): Promise<number | undefined>
  /** Address as people see it, for links. */
  readonly publicUrl?: string | undefined
}

/** Sends claimed rows to one destination. */
export interface RowSender {
  /** Sends one and notes what came of it. Throws only when it cannot be noted. */
  send(row: OutboxRow): Promise<void>
  /** Ends what is under way; it stays in the outbox. */
  breakOff(reason: string): void
}

/** Makes the sender of one destination. */
export function createRowSender(deps: SendDeps, destination: OpenDestination, rest: Rest): RowSender {
  const { outbox, clock, random, metrics } = deps
  const { project, id, adapter } = destination
  const labels = { project, destination: id }
  // Where people read, alerts are limited; other destinations get every delivery by itself.
  const gathering = adapter.hears.includes('bad-news') ? createGathering(clock, deps.alertsPerHour) : undefined
  const { outcomeOf, breakOff, isBroken } = createAttempts(deps, destination)

  /** Rows that gathered and are told together with this one. */
  async function othersOf(row: OutboxRow): Promise<readonly OutboxKey[]> {
    const keys = await outbox.withDetail({ project, destination: id }, GATHERED, GATHERED_AT_ONCE)
    return keys.filter((key) => key.id !== row.id)
  }

  /** These were told by the message of another row. */
  async function settle(keys: readonly OutboxKey[]): Promise<void> {
    for (const key of keys) await outbox.ack(key)
    if (keys.length > 0) metrics.add('outbox_skipped_total', { ...labels, reason: 'gathered' }, keys.length)
  }

  async function keep(row: OutboxRow, verdict: Verdict): Promise<void> {
    if (verdict.row === 'done') return outbox.ack(row)
    if (verdict.row === 'later') return outbox.retry(row, verdict.nextAt, verdict.detail)
    metrics.add('outbox_dead_total', labels)
    deps.log(`outbox ${project}/${id}: dead letter ${row.id}: ${verdict.detail}`)
    return outbox.dead(row, verdict.detail)
  }

  return {
    async send(row) {
      // A process that slept over half of its lease leaves the row to whoever holds it next.
      if (clock.now() > row.nextAt - LEASE_MS / 2) return
      const wait = waitForCompletion(adapter, row.delivery, clock.now())
      if (wait > 0) return outbox.later(row, clock.now() + wait)
      const turn = gathering?.turn(row) ?? 'alone'
      if (turn === 'gather') return outbox.later(row, gathering!.at, GATHERED)
      const others = turn === 'head' ? await othersOf(row) : []
      const outcome = await outcomeOf(others.length > 0 ? { ...row.delivery, more: responsesIn(others) } : row.delivery)
      if (outcome.status === 'delivered') await settle(others)
      // Broken off by ourselves: it says nothing about the destination.
      if (isBroken() && outcome.status === 'retry') return outbox.retry(row, clock.now(), 'broken off')
      metrics.add('outbox_sendings_total', { ...labels, outcome: outcome.status })
      if (outcome.status === 'skipped') metrics.add('outbox_skipped_total', { ...labels, reason: word(outcome.reason) })
      const verdict = verdictOn(row, outcome, rest.next(), clock.now(), random)
      rest.learn(verdict)
      await keep(row, verdict)
    },
    breakOff,
  }
}

interface Attempts {
  /** What the destination says, or why it is not asked. */
  outcomeOf(delivery: Delivery): Promise<SendOutcome>
  breakOff(reason: string): void
  isBroken(): boolean
}

/** Single sendings, each with its time limit; all of them can be broken off. */
function createAttempts({ revisionOf, publicUrl }: SendDeps, { adapter }: OpenDestination): Attempts {
  const transport = withTimeout(adapter, SEND_MS)
  const broken = new AbortController()
  // For adapters that do not listen to their signal.
  const brokenOff = new Promise<SendOutcome>((resolve) => {
    broken.signal.addEventListener('abort', () => resolve({ status: 'retry', cause: 'broken off' }))
  })

  /** Whether a later revision is stored: its own delivery says all that this one would. */
  async function isOutdated(delivery: Delivery): Promise<boolean> {
    if (!waitsForCompletion(adapter, delivery)) return false
    const { project, data } = delivery
    const { id, revision } = (data as { response: Response }).response
    return ((await revisionOf(project, id)) ?? revision) > revision
  }

  return {
    async outcomeOf(delivery) {
      if (!maySend(adapter, delivery)) return { status: 'skipped', reason: 'privacy_consent' }
      if (await isOutdated(delivery)) return { status: 'skipped', reason: 'superseded' }
      return Promise.race([transport.send(withLinks(delivery, publicUrl), broken.signal), brokenOff])
    },
    breakOff: (reason) => broken.abort(reason),
    isBroken: () => broken.signal.aborted,
  }
}

/** How many responses these are: a response may have several revisions. */
const responsesIn = (keys: readonly OutboxKey[]): number => new Set(keys.map(({ id }) => id.slice(0, 36))).size

/** A reason as the label of a metric: an adapter of one's own may say anything. */
function word(reason: string): string {
  return (
    reason
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .slice(0, 40) || 'none'
  )
}

/** Links for the shop's people, as the address of the collector is now. */
function withLinks(delivery: Delivery, publicUrl: string | undefined): Delivery {
  if (publicUrl === undefined || delivery.type === 'subject.erased' || delivery.links?.response) return delivery
  const { response } = delivery.data
  if (!response) return delivery
  const link = `${publicUrl}/#r-${delivery.project}-${response.id}`
  return { ...delivery, links: { ...delivery.links, response: link } }
}
