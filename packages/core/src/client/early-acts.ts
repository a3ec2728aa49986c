import type { RunEvent } from '../engine/run-state.ts'
import type { Clock } from '../platform/platform.ts'
import type { DeliveryState } from './delivery-state.ts'
import { PATIENCE_MS } from './patience.ts'

/** @internal */
export interface EarlyActsParts {
  readonly clock: Clock
  /** Writes acts to the device while the code that applies them is loading; resolves to their delivery state. */
  keep(acts: readonly RunEvent[]): Promise<DeliveryState>
  /** Was anything said? Else there is nothing to write down. */
  hasWords(): boolean
  /** Their delivery state has changed. */
  changed(): void
}

/** Acts of a customer in their order, while the code that applies them is loading. @internal */
export interface EarlyActs {
  readonly line: readonly RunEvent[]
  /** What became of them. */
  readonly delivery: DeliveryState
  /** The customer has waited too long for the code. */
  readonly isLate: boolean
  add(event: RunEvent): void
  /** [CS4] Writes them down now. */
  write(): Promise<void>
  /** The code for them cannot be loaded now: writes them to the device and reports this. */
  failed(): void
  /** Stops waiting: the code is loaded, or the customer has gone. */
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
  /** If the store has not answered by now, it may never answer. */
  function late(): void {
    if (isOver()) return
    wait = 'late'
    if (delivery.is === 'saving') delivery = { is: hasWords() ? 'not_saved' : 'idle' }
    changed()
  }
  /**
   * Writes at once: the page may be closed at any moment, and a closing page may fail to write. The time limit counts from
   * the first act that waits: the customer has waited since then.
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
