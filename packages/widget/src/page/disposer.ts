import { listen } from '@frankly/core/browser'

/** Collects what must be undone; one call undoes it all, last first, each on its own. */
export interface Disposer {
  readonly done: boolean
  add(undo: () => void): void
  on(target: EventTarget, type: string, run: (event: Event) => void, options?: AddEventListenerOptions): void
  after(ms: number, run: () => void): () => void
  dispose(): void
}

/** Makes a disposer. `failed` hears of an error in any listener or undo: none reaches the host page. */
export function createDisposer(failed: (cause: unknown) => void): Disposer {
  const undos = new Set<() => void>()
  const safely = (run: () => void): void => {
    try {
      run()
    } catch (cause) {
      failed(cause)
    }
  }
  const disposer = {
    done: false,
    add(undo: () => void): void {
      if (disposer.done) safely(undo)
      else undos.add(undo)
    },
    on(target: EventTarget, type: string, run: (event: Event) => void, options?: AddEventListenerOptions): void {
      disposer.add(listen(target, type, (event) => safely(() => run(event)), options))
    },
    after(ms: number, run: () => void): () => void {
      const undo = (): void => {
        undos.delete(undo)
        safely(() => clearTimeout(timer))
      }
      const timer = setTimeout(() => {
        undos.delete(undo)
        safely(run)
      }, ms)
      disposer.add(undo)
      return undo
    },
    dispose(): void {
      disposer.done = true
      for (const undo of [...undos].reverse()) safely(undo)
      undos.clear()
    },
  }
  return disposer
}
