import type { ProjectKey } from '@frankly/core'
import type { Store } from '../store/ports.ts'
import { startLoop } from './destination-loop.ts'
import type { OpenDestinations } from './destinations.ts'
import type { SendDeps } from './send-row.ts'

/** How long sendings may take to finish when stopping, ms. */
const PATIENCE = 5000

/** Sends what waits in the outbox. */
export interface OutboxWorker {
  /** Rows were written. */
  nudge(): void
  /** A person has put dead rows back: destinations that rest are tried at once. */
  replayed(project?: ProjectKey, destination?: string): void
  /** Finishes what was begun. */
  stop(): Promise<void>
}

/** Starts one loop for each destination, so that one that is down delays nobody else. */
export function startOutbox(deps: SendDeps, destinations: OpenDestinations): OutboxWorker {
  const loops = destinations.list.map((one) => ({ ...one, loop: startLoop(deps, one) }))
  return {
    nudge() {
      for (const { loop } of loops) loop.wake()
    },
    replayed(project, destination) {
      for (const { loop, ...of } of loops) {
        if ((project ?? of.project) === of.project && (destination ?? of.id) === of.id) loop.wake(true)
      }
    },
    async stop() {
      await Promise.all(loops.map(({ loop }) => loop.stop(PATIENCE)))
      await destinations.close()
    },
  }
}

/** The same store; `written` is told after each change that wrote outbox rows. */
export function tellingOfRows(store: Store, written: () => void): Store {
  const told = async <T>(rows: number, doing: Promise<T>): Promise<T> => {
    const result = await doing
    if (rows > 0) written()
    return result
  }
  return {
    ...store,
    put: (items) => told(items.filter((item) => item.outbox.length > 0).length, store.put(items)),
    erase: (erasure) => told(erasure.ids.length, store.erase(erasure)),
    release: (held, at) => told(held.outbox.length, store.release(held, at)),
  }
}
