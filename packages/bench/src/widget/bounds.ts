import { type Contender, SENTRY_LAZY, SENTRY_ONE } from './contenders.ts'
import type { Ours } from './frankly-site.ts'
import type { Felt } from './inputs.ts'
import type { Left } from './leak.ts'
import type { Visit } from './measure.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** All visits of a run, in the order of the rows. */
export type Seen = ReadonlyMap<Contender, readonly Visit[]>

/** Everything that was measured. */
export interface Measured {
  readonly fast: Seen
  readonly slow: Seen
  /** For each round, the kinds. */
  readonly felt: readonly (readonly Felt[])[]
  /** For each round, what opening the list of a plain `<select>` takes, ms. */
  readonly bareLists: readonly number[]
  /** For each round, the slowest tap on a plain group of radios, ms. */
  readonly bareRadios: readonly number[]
  readonly left: Left
  readonly ours: Ours
  readonly blank: Contender
}

/** A ceiling with what was measured. */
export interface Bound {
  readonly what: string
  readonly measured: number
  readonly ceiling: number
  readonly aim?: number
  readonly unit: '' | 'kB' | 'ms'
}

export function spreadIn(seen: Seen, contender: Contender, key: keyof Visit): Spread {
  return spreadOf((seen.get(contender) ?? []).map((visit) => visit[key]))
}

export function medianOf(seen: Seen, contender: Contender, key: keyof Visit): number {
  return spreadIn(seen, contender, key).median
}

/** What a contender adds to the page alone. */
export function addedBy({ fast, blank }: Measured, contender: Contender, key: keyof Visit): number {
  return medianOf(fast, contender, key) - medianOf(fast, blank, key === 'heapOpen' ? 'heapPage' : key)
}

/**
 * The ceilings of the widget; changed only in the commit that needs it, with the reason. Where one is above what
 * was wanted, that stands as the aim (decision 0007). Ours is the default template for a purchase.
 */
export function boundsOf(measured: Measured): readonly Bound[] {
  const { fast, slow, felt, bareRadios, left, ours } = measured
  const { ahead, lazy, floor } = ours
  const rating = felt[0]!.findIndex(({ kind }) => kind === 'rating')
  const kB = (bytes: number) => bytes / 1000
  const both = (key: keyof Visit) => Math.max(medianOf(fast, ahead, key), medianOf(fast, lazy, key))
  const paint = (seen: Seen, our: Contender, rival: Contender) =>
    medianOf(seen, our, 'openToPaintMs') / medianOf(seen, rival, 'openToPaintMs')
  const added = (our: Contender, key: keyof Visit) =>
    addedBy(measured, our, key) / Math.max(addedBy(measured, SENTRY_ONE, key), 1e-9)
  const one = 'Sentry in one bundle'
  return [
    { what: 'code on every page', measured: kB(medianOf(fast, lazy, 'pageBytes')), ceiling: 4.7, aim: 3.2, unit: 'kB' },
    {
      what: 'and until the first question',
      measured: kB(medianOf(fast, lazy, 'questionBytes')),
      ceiling: 45.1,
      aim: 21.5,
      unit: 'kB',
    },
    { what: 'files of code on every page', measured: medianOf(fast, lazy, 'pageFiles'), ceiling: 1, unit: '' },
    { what: 'requests from opening to the question', measured: both('openRequests'), ceiling: 1, unit: '' },
    { what: `JS on load : ${one}`, measured: added(lazy, 'loadJsMs'), ceiling: 1.8, aim: 1, unit: '' },
    { what: `main thread on load : ${one}`, measured: added(lazy, 'loadMainMs'), ceiling: 2.5, aim: 1.5, unit: '' },
    { what: 'blocking on load', measured: both('loadBlockingMs'), ceiling: 0, unit: 'ms' },
    { what: 'longest task on load', measured: both('loadLongestMs'), ceiling: 50, unit: 'ms' },
    { what: 'longest task from opening on', measured: both('openLongestMs'), ceiling: 50, unit: 'ms' },
    {
      what: 'the same : plain HTML',
      measured: both('openLongestMs') / medianOf(fast, floor, 'openLongestMs'),
      ceiling: 1.6,
      unit: '',
    },
    { what: 'the call that opens blocks', measured: both('openCallMs'), ceiling: 16, unit: 'ms' },
    {
      what: `open to paint, preloaded : ${one}`,
      measured: paint(fast, ahead, SENTRY_ONE),
      ceiling: 0.9,
      aim: 0.6,
      unit: '',
    },
    { what: `the same on slow 4G`, measured: paint(slow, ahead, SENTRY_ONE), ceiling: 1, aim: 0.9, unit: '' },
    {
      what: 'open to paint on slow 4G, nothing preloaded : Sentry lazy',
      measured: paint(slow, lazy, SENTRY_LAZY),
      ceiling: 0.9,
      aim: 0.65,
      unit: '',
    },
    { what: `heap of the page : ${one}`, measured: added(lazy, 'heapPage'), ceiling: 0.55, aim: 0.45, unit: '' },
    { what: `heap after opening : ${one}`, measured: added(lazy, 'heapOpen'), ceiling: 1.7, aim: 1.1, unit: '' },
    { what: 'layout shift', measured: both('layoutShift'), ceiling: 0, unit: '' },
    {
      what: 'input to next paint, slowest kind',
      measured: Math.max(...felt[0]!.map((_, at) => spreadOf(felt.map((round) => round[at]!.worstMs)).median)),
      ceiling: 50,
      unit: 'ms',
    },
    {
      what: 'input to next paint, a scale : a plain group of radios',
      measured: spreadOf(felt.map((round) => round[rating]!.worstMs)).median / spreadOf(bareRadios).median,
      ceiling: 1.5,
      unit: '',
    },
    { what: `heap left by ${left.cycles} uses`, measured: kB(left.heapBytes), ceiling: 100, unit: 'kB' },
    { what: 'listeners left', measured: left.listeners, ceiling: 0, unit: '' },
    { what: 'nodes left', measured: left.nodes, ceiling: 0, unit: '' },
  ]
}
