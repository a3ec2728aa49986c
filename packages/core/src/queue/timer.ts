import type { Clock } from '../platform/platform.ts'

/** One moment to come: the earliest that was asked for. */
export interface Timer {
  /** Calls `run` in `ms`, unless an earlier moment is set. */
  within(ms: number): void
  stop(): void
}

export function createTimer(clock: Clock, run: () => void): Timer {
  let set: { readonly at: number; readonly cancel: () => void } | undefined
  const stop = (): void => {
    set?.cancel()
    set = undefined
  }
  return {
    stop,
    within(ms) {
      const at = clock.monotonic() + ms
      if (set && set.at <= at) return
      stop()
      const cancel = clock.after(ms, () => {
        set = undefined
        run()
      })
      set = { at, cancel }
    },
  }
}
