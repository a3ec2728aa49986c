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
  const urgent: Job[] = []
  const normal: Job[] = []
  let items = 0
  let bytes = 0
  let running = 0
  let whenIdle: (() => void)[] = []

  const hasRoom = (job: Job, isUrgent: boolean) => {
    const share = isUrgent ? 1 : 1 - limits.urgentShare
    return items + job.items.length <= limits.waitingItems * share && bytes + job.bytes <= limits.waitingBytes * share
  }

  const gather = (): Job[] => {
    const group: Job[] = []
    let size = 0
    for (const queue of [urgent, normal]) {
      while (queue.length > 0 && (size === 0 || size + queue[0]!.items.length <= PER_COMMIT)) {
        const job = queue.shift()!
        size += job.items.length
        group.push(job)
      }
    }
    return group
  }

  const commit = async (group: readonly Job[]): Promise<void> => {
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
        for (const job of group) await commit([job])
        return
      }
      for (const job of group) job.settle('busy')
    }
  }

  const pump = async () => {
    running++
    while (urgent.length + normal.length > 0) await commit(gather())
    running--
    if (running === 0 && items === 0) {
      for (const done of whenIdle) done()
      whenIdle = []
    }
  }

  return {
    put(group) {
      if (group.length === 0) return Promise.resolve([])
      const isUrgent = group.some((item) => item.lane === 'urgent')
      const size = group.reduce((sum, item) => sum + item.body.length + 200, 0)
      return new Promise((resolve) => {
        const job: Job = {
          items: group,
          bytes: size,
          settle(result) {
            items -= group.length
            bytes -= size
            resolve(result)
          },
        }
        if (!hasRoom(job, isUrgent)) return resolve('busy')
        items += group.length
        bytes += size
        ;(isUrgent ? urgent : normal).push(job)
        // Started after this turn of the loop: requests read in the same turn share a transaction.
        if (running < store.writers) setImmediate(() => running < store.writers && void pump())
      })
    },
    get waiting() {
      return items
    },
    idle() {
      if (running === 0 && items === 0) return Promise.resolve()
      return new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}
