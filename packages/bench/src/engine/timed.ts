/** One thing to measure. */
export interface Work {
  /** Not counted: makes what the work needs. */
  readonly prepare?: () => void
  readonly work: () => void
  /** How often the work is done for one figure. Default 1. */
  readonly times?: number
}

/**
 * Times several works by turns, so that a busy moment of the machine falls on all alike, and counts the processor's
 * time of this process alone, so that neighbours count little.
 * @returns medians of one work in milliseconds, in the order of the works
 */
export function timed(works: readonly Work[], rounds: number, warmUp: number): readonly number[] {
  const figures: number[][] = works.map(() => [])
  for (let round = -warmUp; round < rounds; round++)
    for (const [at, { prepare, work, times = 1 }] of works.entries()) {
      prepare?.()
      const start = spent()
      for (let i = 0; i < times; i++) work()
      if (round >= 0) figures[at]!.push((spent() - start) / times)
    }
  return figures.map(median)
}

function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}
