import type { Lane } from '@frankly/core/wire'
import type { Limits } from '../options/limits.ts'
import type { PutItem, PutResult, Store } from '../store/ports.ts'

/** What became of a group of items: results in order, or no room now. */
export type IntakeResult = readonly PutResult[] | 'busy'

/** Takes checked items to the store. */
export interface Intake {
  /** Resolves after the commit. Items of several requests share a transaction. */
  put(items: readonly PutItem[]): Promise<IntakeResult>
  /** Items waiting now. */
  readonly waiting: number
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

interface Job {
  readonly items: readonly PutItem[]
  readonly bytes: number
  readonly settle: (result: IntakeResult) => void
}

/** Items in one transaction: enough to share the flush, little enough to answer soon. */
const PER_COMMIT = 512

/**
 * A short waiting room before the store. While one transaction is being flushed the next one gathers, so that
 * many small requests cost few flushes. Complaints go first, and a part of the room is theirs alone; a full
 * room is said at once, so memory stays bounded.
 */
export function createIntake(
  store: Pick<Store, 'put' | 'writers' | 'isDataFault'>,
  limits: Limits,
  onError: (error: unknown) => void,
): Intake {
  const queues: Readonly<Record<Lane, Job[]>> = { urgent: [], normal: [] }
  const waiting = { items: 0, bytes: 0 }
  let running = 0
  let whenIdle: (() => void)[] = []

  const hasRoom = (job: Job, isUrgent: boolean) => {
    const share = isUrgent ? 1 : 1 - limits.urgentShare
    const fits = waiting.items + job.items.length <= limits.waitingItems * share
    return fits && waiting.bytes + job.bytes <= limits.waitingBytes * share
  }

  const isIdle = () => running === 0 && waiting.items === 0

  const pump = async () => {
    running++
    while (queues.urgent.length + queues.normal.length > 0)
      await commit(store, nextGroup([queues.urgent, queues.normal]), onError)
    running--
    if (!isIdle()) return
    for (const done of whenIdle) done()
    whenIdle = []
  }

  return {
    put(items) {
      if (items.length === 0) return Promise.resolve([])
      const isUrgent = items.some((item) => item.lane === 'urgent')
      const bytes = items.reduce((sum, item) => sum + item.body.length + 200, 0)
      return new Promise((resolve) => {
        const settle = (result: IntakeResult) => {
          waiting.items -= items.length
          waiting.bytes -= bytes
          resolve(result)
        }
        const job: Job = { items, bytes, settle }
        if (!hasRoom(job, isUrgent)) return resolve('busy')
        waiting.items += items.length
        waiting.bytes += bytes
        queues[isUrgent ? 'urgent' : 'normal'].push(job)
        // Started after this turn of the loop: requests read in the same turn share a transaction.
        if (running < store.writers) setImmediate(() => running < store.writers && void pump())
      })
    },
    get waiting() {
      return waiting.items
    },
    idle() {
      return isIdle() ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}

/** Takes the jobs of the next transaction out of the queues: at least one, and as many as fit. */
function nextGroup(queues: readonly Job[][]): readonly Job[] {
  const group: Job[] = []
  let size = 0
  for (const queue of queues) {
    while (queue.length > 0 && (size === 0 || size + queue[0]!.items.length <= PER_COMMIT)) {
      const job = queue.shift()!
      size += job.items.length
      group.push(job)
    }
  }
  return group
}

/** Puts a group in one transaction and settles its jobs. */
async function commit(
  store: Pick<Store, 'put' | 'isDataFault'>,
  group: readonly Job[],
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    const results = await store.put(group.flatMap((job) => job.items))
    let at = 0
    for (const job of group) {
      job.settle(results.slice(at, at + job.items.length))
      at += job.items.length
    }
  } catch (error) {
    onError(error)
    if (group.length > 1 && store.isDataFault(error)) {
      // One request's rows must not keep the others out.
      for (const job of group) await commit(store, [job], onError)
      return
    }
    for (const job of group) job.settle('busy')
  }
}
