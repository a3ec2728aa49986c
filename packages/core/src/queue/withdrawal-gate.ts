/** [Q26] Nothing is sent while a withdrawal runs, and what began before it counts for nothing. */
export interface WithdrawalGate {
  isShut(): boolean
  /** Another number whenever a withdrawal has begun or ended. */
  era(): number
  /** Resolves when the withdrawal that runs now has ended, well or not. */
  opened(): Promise<unknown>
  during(work: () => Promise<void>): Promise<void>
}

export function createWithdrawalGate(): WithdrawalGate {
  let running = 0
  let era = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    isShut: () => running > 0,
    era: () => era,
    opened: () => last,
    during(work) {
      era++
      running++
      const over = work().finally(() => {
        era++
        running--
      })
      last = over.catch(() => {})
      return over
    },
  }
}
