import type { OutboxRow } from '../store/ports.ts'
import { createBell } from './bell.ts'
import type { OpenDestination } from './destinations.ts'
import { createRest } from './rest.ts'
import { createRowSender, LEASE_MS, type SendDeps } from './send-row.ts'

/** How often to look without being told, ms: for rows that other processes wrote, and for retries. */
const LOOK_MS = 2000

/** Sends the rows of one destination; knows of no other. */
export interface DestinationLoop {
  /** There may be something to do. `rested`: a person has put things right, so a rest is over. */
  wake(rested?: boolean): void
  /** Takes no more rows and resolves when what was begun is settled, or broken off after `patienceMs`. */
  stop(patienceMs: number): Promise<void>
}

/** Starts the loop. */
export function startLoop(deps: SendDeps, destination: OpenDestination): DestinationLoop {
  const { outbox, clock, log } = deps
  const { project, id, concurrency } = destination
  const rest = createRest(clock, (detail) => log(`outbox ${project}/${id}: resting: ${detail}`))
  const sender = createRowSender(deps, destination, rest)
  const running = new Set<Promise<void>>()
  const bell = createBell()
  let stopped = false

  const note = (what: string, error: unknown): void =>
    log(`outbox ${project}/${id}: ${what}: ${error instanceof Error ? error.message : String(error)}`)

  function start(row: OutboxRow): void {
    const sending = sender
      .send(row)
      .catch((error: unknown) => note('not noted, will be sent again', error))
      .finally(() => {
        running.delete(sending)
        bell.ring()
      })
    running.add(sending)
  }

  async function take(): Promise<number> {
    // After a failure one sending tries whether it is back.
    const free = (rest.failures > 0 ? 1 : concurrency) - running.size
    if (free <= 0 || rest.left() > 0) return 0
    try {
      const now = clock.now()
      const rows = await outbox.claim({ project, destination: id, now, leaseMs: LEASE_MS, limit: free })
      for (const row of rows) start(row)
      return rows.length
    } catch (error) {
      note('store', error)
      return 0
    }
  }

  function untilNextLook(): number {
    const left = rest.left()
    return left > 0 ? Math.min(left, LOOK_MS) : LOOK_MS
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
      if (rested) rest.end()
      bell.ring()
    },
    async stop(patienceMs) {
      stopped = true
      bell.ring()
      const timer = setTimeout(() => sender.breakOff('stopping'), patienceMs)
      await ended
      clearTimeout(timer)
    },
  }
}
