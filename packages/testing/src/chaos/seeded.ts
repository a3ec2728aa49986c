/** A replayable source of chance: the same seed gives the same faults at the same moments. */
export interface Seeded {
  readonly seed: number
  /** 0 ≤ x < 1. */
  unit(): number
  /** Whole number, `from` ≤ n ≤ `to`. */
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
}

/** mulberry32: 32 bits of state, enough to draw faults with. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    seed,
    unit,
    between: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    pick: (list) => list[Math.floor(unit() * list.length)] as (typeof list)[number],
  }
}
