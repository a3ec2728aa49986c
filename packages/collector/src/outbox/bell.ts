/** A bell: whoever waits goes on when it rings, or after a time. A ring while nobody waits is not lost. */
export interface Bell {
  /** Wakes whoever waits, or whoever waits next. */
  ring(): void
  /** Resolves at the next ring, or after `ms`. */
  rung(ms: number): Promise<void>
}

/** Makes a bell that has not rung. */
export function createBell(): Bell {
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
