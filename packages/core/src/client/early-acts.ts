import type { RunEvent } from '../engine/run-state.ts'
import type { Clock } from '../platform/platform.ts'
import type { DeliveryState } from './delivery-state.ts'
import { PATIENCE_MS } from './patience.ts'

/** @internal */
export interface EarlyActsParts {
  readonly clock: Clock
  /** Writes acts down that no code can step on yet; resolves to what may be told of them. */
  keep(acts: readonly RunEvent[]): Promise<DeliveryState>
  /** Was anything said? Else there is nothing to write down. */
  hasWords(): boolean
  /** What is told of them is another now. */
  changed(): void
}

/** Acts of a customer in their order, while the code that makes a pass of them is on its way. @internal */
export interface EarlyActs {
  readonly line: readonly RunEvent[]
  /** What became of them. */
  readonly delivery: DeliveryState
  /** They have waited too long for the one who waits. */
  readonly isLate: boolean
  add(event: RunEvent): void
  /** [CS4] Writes them down now. */
  write(): Promise<void>
  /** The code for them cannot be fetched now: writes them down and tells so. */
  failed(): void
  /** Nobody waits for them any more: the code is here, or the customer has gone. */
  end(): void
  /** [W1] The customer took them back. */
  drop(): void
}

/** @internal */
export function createEarlyActs({ clock, keep, hasWords, changed }: EarlyActsParts): EarlyActs {
  const line: RunEvent[] = []
  /** `late`: it is told what became of them. */
  let wait: 'short' | 'late' | 'over' = 'short'
  let delivery: DeliveryState = { is: 'idle' }
  let cancel: (() => void) | undefined
  let isWriting = false

  const isOver = () => wait === 'over'

  async function write(): Promise<void> {
    if (isOver() || !line.length || !hasWords()) return
    const { length } = line
    const told = await keep([...line])
    // the code has come meanwhile, or a later act is being written
    if (isOver() || length !== line.length) return
    delivery = told
    if (wait === 'late') changed()
  }
  /** A store that has not answered by now may never do. */
  function late(): void {
    if (isOver()) return
    wait = 'late'
    if (delivery.is === 'saving') delivery = { is: hasWords() ? 'not_saved' : 'idle' }
    changed()
  }
  /**
   * Writes at once: a page may be closed in the next moment, and one that is closing is not sure to write. Patience counts
   * from the first act that waits, however many follow: its customer waits since then.
   */
  function hurry(): void {
    // all that was done in one task is one record
    if (!isWriting)
      void Promise.resolve().then(() => {
        isWriting = false
        return write()
      })
    isWriting = true
    cancel ??= clock.after(PATIENCE_MS, () => {
      cancel = undefined
      late()
    })
  }
  function end(): void {
    wait = 'over'
    cancel?.()
  }

  return {
    line,
    get delivery() {
      return delivery
    },
    get isLate() {
      return wait === 'late'
    },
    add(event) {
      line.push(event)
      delivery = { is: 'saving' }
      hurry()
    },
    write,
    failed: () => void (line.length && write().then(late)),
    end,
    drop() {
      end()
      line.length = 0
      delivery = { is: 'withdrawn' }
    },
  }
}
