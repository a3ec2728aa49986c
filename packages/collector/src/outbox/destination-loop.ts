import type { Delivery, ProjectKey, Response, ResponseId, SendOutcome, Transport } from '@frankly/core'
import { withTimeout } from '@frankly/core/transport'
import type { Metrics } from '../metrics.ts'
import type { Clock, Log, Random } from '../platform.ts'
import type { Outbox, OutboxKey, OutboxRow } from '../store/ports.ts'
import type { OpenDestination } from './destinations.ts'
import { createGathering, GATHERED } from './gathering.ts'
import { maySend } from './may-send.ts'
import { type Verdict, verdictOn } from './verdict.ts'
import { waitForRest, waitsForRest } from './wait-for-rest.ts'

/** Whole time of one sending, ms: above the adapters' own limit of 15 s, below the lease. */
const SEND_MS = 30_000
/** How long a claimed row is hidden from other workers, ms. */
const LEASE_MS = 90_000
/** How often to look without being told, ms: for rows that other processes wrote, and for retries. */
const LOOK_MS = 2000

/** What a loop works with. */
export interface LoopDeps {
  readonly outbox: Outbox
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly metrics: Pick<Metrics, 'add'>
  /** Bad news in an hour that ring by themselves at a destination that people read. */
  readonly alertsPerHour: number
  /** The newest stored revision of a response; nothing when it is not there. */
  revisionOf(project: ProjectKey, id: ResponseId): Promise<number | undefined>
  /** Address as people see it, for links. */
  readonly publicUrl?: string | undefined
}

/** Sends the rows of one destination; knows of no other. */
export interface DestinationLoop {
  /** There may be something to do. `rested`: a person has put things right, so a rest is over. */
  wake(rested?: boolean): void
  /** Takes no more rows and resolves when what was begun is settled, or broken off after `patienceMs`. */
  stop(patienceMs: number): Promise<void>
}

/** Rows that one message may stand for. */
const GATHERED_AT_ONCE = 10_000

/** How many responses these are: a response may have several revisions. */
const count = (keys: readonly OutboxKey[]): number => new Set(keys.map(({ id }) => id.slice(0, 36))).size

/** Starts the loop. */
export function startLoop(deps: LoopDeps, { project, id, adapter, concurrency }: OpenDestination): DestinationLoop {
  const { outbox, clock, random, log, metrics } = deps
  const labels = { project, destination: id }
  const transport: Transport = withTimeout(adapter, SEND_MS)
  const breakOff = new AbortController()
  // For adapters that do not listen to their signal.
  const broken = new Promise<SendOutcome>((resolve) => {
    breakOff.signal.addEventListener('abort', () => resolve({ status: 'retry', cause: 'broken off' }))
  })
  // People read it: bad news rings within a budget. Other destinations hear of each.
  const gathering = adapter.hears.includes('bad-news') ? createGathering(clock, deps.alertsPerHour) : undefined
  const running = new Set<Promise<void>>()
  const bell = createBell()
  let stopped = false
  let failures = 0
  let restUntil = 0

  const note = (what: string, error: unknown): void =>
    log(`outbox ${project}/${id}: ${what}: ${error instanceof Error ? error.message : String(error)}`)

  async function send(row: OutboxRow): Promise<void> {
    // A process that slept over half of its lease leaves the row to whoever holds it next.
    if (clock.now() > row.nextAt - LEASE_MS / 2) return
    const wait = waitForRest(adapter, row.delivery, clock.now())
    if (wait > 0) return outbox.later(row, clock.now() + wait)
    const turn = gathering?.turn(row) ?? 'alone'
    if (turn === 'gather') return outbox.later(row, gathering!.at, GATHERED)
    const others = turn === 'head' ? await othersOf(row) : []
    const outcome = await outcomeOf(
      others.length > 0 ? { ...row, delivery: { ...row.delivery, more: count(others) } } : row,
    )
    if (outcome.status === 'delivered') await settle(others)
    // Broken off by ourselves: it says nothing about the destination.
    if (breakOff.signal.aborted && outcome.status === 'retry') return outbox.retry(row, clock.now(), 'broken off')
    metrics.add('outbox_sendings_total', { ...labels, outcome: outcome.status })
    if (outcome.status === 'skipped') metrics.add('outbox_skipped_total', { ...labels, reason: word(outcome.reason) })
    const resting = clock.now() < restUntil
    const verdict = verdictOn(row, outcome, failures + (resting ? 0 : 1), clock.now(), random)
    learn(verdict, resting)
    await keep(row, verdict)
  }

  /** What has gathered beside this row. */
  async function othersOf(row: OutboxRow): Promise<readonly OutboxKey[]> {
    const keys = await outbox.withDetail({ project, destination: id }, GATHERED, GATHERED_AT_ONCE)
    return keys.filter((key) => key.id !== row.id)
  }

  /** They were told with another one. */
  async function settle(keys: readonly OutboxKey[]): Promise<void> {
    for (const key of keys) await outbox.ack(key)
    if (keys.length > 0) metrics.add('outbox_skipped_total', { ...labels, reason: 'gathered' }, keys.length)
  }

  async function outcomeOf(row: OutboxRow): Promise<SendOutcome> {
    if (!maySend(adapter, row.delivery)) return { status: 'skipped', reason: 'privacy_consent' }
    if (await isOutdated(row.delivery)) return { status: 'skipped', reason: 'superseded' }
    return Promise.race([transport.send(withLinks(row.delivery, deps.publicUrl), breakOff.signal), broken])
  }

  /** An unfinished answer that became more than it was: the later one tells all of it. */
  async function isOutdated(delivery: Delivery): Promise<boolean> {
    if (!waitsForRest(adapter, delivery)) return false
    const { project, data } = delivery
    const { id, revision } = (data as { response: Response }).response
    return ((await deps.revisionOf(project, id)) ?? revision) > revision
  }

  function learn(verdict: Verdict, resting: boolean): void {
    const restMs = verdict.row === 'done' ? undefined : verdict.restMs
    if (restMs === undefined) {
      failures = 0
      return
    }
    // Sendings that ran side by side fail together: that is one failure.
    if (!resting) failures += 1
    restUntil = Math.max(restUntil, clock.now() + restMs)
    if (failures === 1 && !resting && verdict.row !== 'done') log(`outbox ${project}/${id}: resting: ${verdict.detail}`)
  }

  async function keep(row: OutboxRow, verdict: Verdict): Promise<void> {
    if (verdict.row === 'done') return outbox.ack(row)
    if (verdict.row === 'later') return outbox.retry(row, verdict.nextAt, verdict.detail)
    metrics.add('outbox_dead_total', labels)
    log(`outbox ${project}/${id}: dead letter ${row.id}: ${verdict.detail}`)
    return outbox.dead(row, verdict.detail)
  }

  function start(row: OutboxRow): void {
    const sending = send(row)
      .catch((error: unknown) => note('not noted, will be sent again', error))
      .finally(() => {
        running.delete(sending)
        bell.ring()
      })
    running.add(sending)
  }

  async function take(): Promise<number> {
    const now = clock.now()
    // After a failure one sending tries whether it is back.
    const free = (failures > 0 ? 1 : concurrency) - running.size
    if (free <= 0 || now < restUntil) return 0
    try {
      const rows = await outbox.claim({ project, destination: id, now, leaseMs: LEASE_MS, limit: free })
      for (const row of rows) start(row)
      return rows.length
    } catch (error) {
      note('store', error)
      return 0
    }
  }

  function untilNextLook(): number {
    const rest = restUntil - clock.now()
    return rest > 0 ? Math.min(rest, LOOK_MS) : LOOK_MS
  }

  async function run(): Promise<void> {
    while (!stopped) {
      if ((await take()) === 0 && !stopped) await bell.rung(untilNextLook())
    }
    await Promise.all(running)
  }

  const ended = run()
  return {
    wake(rested = false) {
      if (rested) restUntil = 0
      bell.ring()
    },
    async stop(patienceMs) {
      stopped = true
      bell.ring()
      const timer = setTimeout(() => breakOff.abort('stopping'), patienceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

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

/** A bell: whoever waits goes on when it rings, or after a time. A ring while nobody waits is not lost. */
function createBell(): { ring(): void; rung(ms: number): Promise<void> } {
  let heard = false
  let open: (() => void) | undefined
  return {
    ring() {
      heard = true
      open?.()
    },
    async rung(ms) {
      if (!heard) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          open = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      heard = false
      open = undefined
    },
  }
}
