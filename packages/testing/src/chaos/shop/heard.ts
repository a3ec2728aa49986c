import type { CardMark } from './card-mark.ts'
import type { Seen } from './eye.ts'

/** What a screen said, with who sat before it and when the suite heard of it. */
export interface Heard extends Seen {
  /** Browser: one for each customer's device. */
  readonly browser: string
  readonly at: number
}

/** What a customer set about to type, and in which card: more than a screen may have come to show. */
export interface Written extends CardMark {
  readonly unit: string
  readonly text: string
}

/** A promise without words: chosen long enough before the browser died, and the screen had not said "not saved". */
const QUIET_MS = 4000

/** Everything that screens said, in order. It is told over the browser's own wire, which no fault touches. */
export interface Ledger {
  readonly heard: readonly Heard[]
  readonly written: readonly Written[]
  hear(browser: string, seen: Seen): void
  wrote(what: Written): void
  /** This browser dies now: what was chosen in it well before, silently, has to be safe. */
  died(browser: string): void
  /** A page is left as people leave it, by a link or by closing it: what stands on it has to be written by then. */
  left(browser: string): void
  /** The customer took back what this browser sent and kept. */
  withdrew(browser: string): void
  /** Resolves after so many further reports, or after `ms`: a page may be dead before. */
  until(more: number, ms?: number): Promise<void>
  /** Calls back on each report. */
  on(run: (heard: Heard) => void): void
  readonly quiet: readonly Heard[]
  /** When which browser died. */
  readonly deaths: readonly { readonly browser: string; readonly at: number }[]
  readonly withdrawn: readonly { readonly browser: string; readonly at: number }[]
}

/** An empty ledger. */
export function openLedger(): Ledger {
  const heard: Heard[] = []
  const written: Written[] = []
  const quiet: Heard[] = []
  const withdrawn: { browser: string; at: number }[] = []
  const deaths: { browser: string; at: number }[] = []
  const steady = new Map<string, number>()
  const runs = new Set<(heard: Heard) => void>()
  const placesOf = (browser: string): ReadonlyMap<string, readonly Heard[]> => {
    const places = new Map<string, Heard[]>()
    for (const each of heard) {
      if (each.browser !== browser) continue
      const said = places.get(each.place)
      if (said) said.push(each)
      else places.set(each.place, [each])
    }
    return places
  }
  return {
    heard,
    written,
    quiet,
    deaths,
    withdrawn,
    wrote: (what) => void written.push(what),
    hear(browser, seen) {
      if (seen.steadyMs !== undefined) return void steady.set(seen.place, seen.steadyMs)
      const one = { ...seen, browser, at: Date.now() }
      heard.push(one)
      for (const run of [...runs]) run(one)
    },
    died(browser) {
      const now = Date.now()
      deaths.push({ browser, at: now })
      for (const [place, said] of placesOf(browser)) {
        if (said.at(-1)?.says !== 'asking') continue
        if (said.some(({ says }) => says === 'not_saved' || says === 'here')) continue
        const last = said.at(-1)
        if (last && (steady.get(place) ?? 0) > QUIET_MS) quiet.push({ ...last, at: now })
      }
    },
    left(browser) {
      for (const said of placesOf(browser).values()) {
        const last = said.at(-1)
        if (last?.says === 'asking') quiet.push(last)
      }
    },
    withdrew(browser) {
      withdrawn.push({ browser, at: Date.now() })
    },
    on(run) {
      runs.add(run)
    },
    until(more, ms = 10_000) {
      return new Promise((resolve) => {
        let left = more
        const end = () => {
          clearTimeout(timer)
          runs.delete(look)
          resolve()
        }
        const look = () => {
          if (--left <= 0) end()
        }
        const timer = setTimeout(end, ms)
        runs.add(look)
      })
    },
  }
}
