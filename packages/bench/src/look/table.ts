import { type Spread, spreadOf } from '../widget/statistics.ts'
import type { Effort } from './acts.ts'
import type { Cover } from './cover.ts'
import type { Task } from './products.ts'

/** What the look-book knows of one product. */
export interface Row extends Times {
  readonly name: string
  readonly remark: string
  readonly effort: Partial<Record<Task, Effort>>
  readonly cover: Cover
}

/** From opening to the first stored answer. */
export interface Times {
  /** On this machine, ms. */
  readonly machineMs: readonly number[]
  /** On a slow phone, ms. */
  readonly phoneMs: readonly number[]
  /** Visits whose answer did not come. */
  readonly lost: number
}

const SCREEN = 390 * 844

/**
 * The table, and in words what ours does not keep of what it promises. Ours is the first row.
 * @param late - of ours where nothing of the interface was on the page before. Default: not measured
 */
export function lookTable(
  rows: readonly Row[],
  late?: Times,
): { readonly text: string; readonly broken: readonly string[] } {
  const head = [
    '',
    'a score: taps + keys',
    'a score and a sentence: taps + keys',
    'covered, px',
    'of the screen',
    'presses caught, px',
    'to the first stored answer, ms',
    'on a slow phone, ms',
  ]
  const cells = rows.map(({ name, effort, cover, machineMs, phoneMs }) => [
    name,
    effortText(effort.score),
    effort.score ? effortText(effort.words) : `the sentence alone: ${effortText(effort.words)}`,
    `${cover.painted}`,
    `${((100 * cover.painted) / SCREEN).toFixed(0)} %`,
    `${cover.caught}`,
    timesText(machineMs),
    timesText(phoneMs),
  ])
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`
  const remarks = rows.map(({ name, remark, lost, machineMs, phoneMs }) => {
    const visits = lost + machineMs.length + phoneMs.length
    const missed =
      lost > 0 ? ` In ${lost} of ${visits} measured visits its answer did not come: a tap came too early for it.` : ''
    return `- ${name}: ${remark}${missed}`
  })
  return {
    text: [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...cells.map(line), '', ...remarks].join(
      '\n',
    ),
    broken: brokenBy(rows, late?.lost),
  }
}

/** Ours needs no more acts than the best, covers no more than the best two, and takes the least time. */
function brokenBy([ours, ...rivals]: readonly Row[], lateLost = 0): readonly string[] {
  if (!ours) return ['nothing was measured']
  const broken: string[] = []
  const promise = (what: string, mine: number, theirs: readonly number[], rank = 1) => {
    const best = theirs.toSorted((a, b) => a - b)[rank - 1]
    if (best !== undefined && mine > best) broken.push(`${what}: ours ${mine.toFixed(0)}, theirs ${best.toFixed(0)}`)
  }
  const acts = (effort: Effort | undefined) => (effort?.stored ? effort.taps + effort.keys : Number.POSITIVE_INFINITY)
  // who cannot take a score has none of the two tasks
  const able = rivals.filter(({ effort }) => effort.score)
  for (const task of ['score', 'words'] as const)
    promise(
      `acts for ${task}`,
      acts(ours.effort[task]),
      able.map((row) => acts(row.effort[task])),
    )
  promise(
    'pixels covered',
    ours.cover.painted,
    rivals.map((row) => row.cover.painted),
    2,
  )
  const median = (times: readonly number[]) => (times.length > 0 ? spreadOf(times).median : Number.POSITIVE_INFINITY)
  for (const time of ['machineMs', 'phoneMs'] as const)
    promise(
      time === 'machineMs' ? 'ms to the first stored answer' : 'the same on a slow phone',
      median(ours[time]),
      able.map((row) => median(row[time])),
    )
  const lost = ours.lost + lateLost
  if (lost > 0) broken.push(`in ${lost} visits an answer of ours did not come`)
  return broken
}

function effortText(effort: Effort | undefined): string {
  if (!effort) return 'not possible'
  return effort.stored ? `${effort.taps} + ${effort.keys}` : `more than ${effort.taps} + ${effort.keys}`
}

/** Median and quartiles, if any answer came. */
export const timesText = (times: readonly number[]): string =>
  times.length > 0 ? spreadText(spreadOf(times)) : 'no answer came'

function spreadText({ median, low, high }: Spread): string {
  return `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`
}
