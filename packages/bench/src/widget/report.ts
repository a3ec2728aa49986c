import { cpus, loadavg, totalmem } from 'node:os'
import { addedBy, type Bound, boundsOf, type Measured, medianOf, spreadIn } from './bounds.ts'
import { type Contender, SENTRY_ONE } from './contenders.ts'
import type { Visit } from './measure.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** A run as Markdown, and how many ceilings it breaks. */
export interface Report {
  readonly text: string
  readonly misses: number
}

/** Where and how a run was made, one line. */
export function machineOf(chromium: string, rounds: number, slowRounds: number, seconds: number): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const date = new Date().toISOString().slice(0, 10)
  return `${date}; \`npm run bench -- widget --rounds=${rounds}\` (${Math.round(seconds)} s); cloud machine with ${cpus().length} cores and ${memory} GB, ${process.platform}; Chromium ${chromium} headless, Node ${process.versions.node}; CPU slowed 4 times; each contender visited ${rounds} times in turn, on slow 4G ${slowRounds} times; ${loadavg()[2]!.toFixed(1)} programs at work on average in the last quarter of an hour (the bench alone: about 2).`
}

/** The tables. */
export function report(measured: Measured, machine: string): Report {
  const { felt, bareLists, bareRadios, left } = measured
  const lists = felt.flatMap((round) => round.flatMap(({ listMs }) => listMs ?? []))
  const bounds = boundsOf(measured)
  const text = `${machine}

### Bytes and requests

${weightTable(measured)}

### On load

${loadTable(measured)}

### On opening

${openTable(measured)}

### Under the customer's hand

${inputTable(measured)}

Opening the browser's own list of a drop-down, which is no answer yet: ${spreadText(spreadOf(lists))} ms; the list of a plain \`<select>\` on a page without anything of ours: ${spreadText(spreadOf(bareLists))} ms. The slowest tap on a plain group of five radios there: ${spreadText(spreadOf(bareRadios))} ms.

### After long use

Opened, answered and closed ${left.cycles} times on one page, then \`destroy\`: heap ${kB(left.heapBytes, 0)} kB above the start, ${left.listeners} listeners and ${left.nodes} nodes left.

### Ceilings

${boundTable(bounds)}`
  return { text, misses: bounds.filter(breaks).length }
}

/** Those that open something. */
const openersOf = ({ fast }: Measured): readonly Contender[] => [...fast.keys()].filter(({ painted }) => painted !== '')

function weightTable(measured: Measured): string {
  const median = medianIn(measured)
  return table(
    ['', 'every page, kB', 'until the question, kB', 'after it, kB', 'files on the page', 'requests: open + after'],
    openersOf(measured).map((each) => [
      each.name,
      kB(median(each, 'pageBytes')),
      kB(median(each, 'questionBytes')),
      kB(median(each, 'laterBytes')),
      `${median(each, 'pageFiles')}`,
      `${median(each, 'openRequests')} + ${median(each, 'laterRequests')}`,
    ]),
  )
}

function loadTable(measured: Measured): string {
  const median = medianIn(measured)
  const added = addedIn(measured)
  const loaders = [...measured.fast.keys()].filter((each) => each !== measured.blank)
  return table(
    ['', 'JS, ms', 'ratio', 'main thread, ms', 'ratio', 'blocking, ms', 'longest task, ms', 'heap, kB', 'ratio'],
    loaders.map((each) => [
      each.name,
      added(each, 'loadJsMs').toFixed(0),
      ratio(added(each, 'loadJsMs'), added(SENTRY_ONE, 'loadJsMs')),
      added(each, 'loadMainMs').toFixed(0),
      ratio(added(each, 'loadMainMs'), added(SENTRY_ONE, 'loadMainMs')),
      median(each, 'loadBlockingMs').toFixed(0),
      median(each, 'loadLongestMs').toFixed(0),
      kB(added(each, 'heapPage'), 0),
      ratio(added(each, 'heapPage'), added(SENTRY_ONE, 'heapPage')),
    ]),
  )
}

function openTable(measured: Measured): string {
  const { fast, slow } = measured
  const median = medianIn(measured)
  const added = addedIn(measured)
  return table(
    [
      '',
      'to paint, ms',
      'ratio',
      'to paint on slow 4G, ms',
      'ratio',
      'call blocks, ms',
      'longest task, ms',
      'heap, kB',
      'ratio',
      'layout shift',
    ],
    openersOf(measured).map((each) => [
      each.name,
      spreadText(spreadIn(fast, each, 'openToPaintMs')),
      ratio(median(each, 'openToPaintMs'), median(SENTRY_ONE, 'openToPaintMs')),
      spreadText(spreadIn(slow, each, 'openToPaintMs')),
      ratio(medianOf(slow, each, 'openToPaintMs'), medianOf(slow, SENTRY_ONE, 'openToPaintMs')),
      median(each, 'openCallMs').toFixed(0),
      median(each, 'openLongestMs').toFixed(0),
      kB(added(each, 'heapOpen'), 0),
      ratio(added(each, 'heapOpen'), added(SENTRY_ONE, 'heapOpen')),
      median(each, 'layoutShift').toFixed(3),
    ]),
  )
}

function inputTable({ felt }: Measured): string {
  return table(
    ['kind', 'inputs', 'slowest, ms'],
    felt[0]!.map(({ kind, inputs }, at) => [
      kind,
      `${inputs}`,
      spreadText(spreadOf(felt.map((round) => round[at]!.worstMs))),
    ]),
  )
}

function boundTable(bounds: readonly Bound[]): string {
  return table(
    ['', 'measured', 'ceiling', 'aim', ''],
    bounds.map((bound) => [
      bound.what,
      numberText(bound, bound.measured),
      numberText(bound, bound.ceiling),
      bound.aim === undefined ? '' : numberText(bound, bound.aim),
      breaks(bound) ? '**missed**' : bound.aim !== undefined && bound.measured <= bound.aim ? 'aim reached' : 'kept',
    ]),
  )
}

const medianIn =
  ({ fast }: Measured) =>
  (contender: Contender, key: keyof Visit): number =>
    medianOf(fast, contender, key)

const addedIn =
  (measured: Measured) =>
  (contender: Contender, key: keyof Visit): number =>
    addedBy(measured, contender, key)

const ratio = (ours: number, theirs: number): string => (theirs > 0 ? (ours / theirs).toFixed(2) : '–')

const kB = (bytes: number, digits = 1): string => (bytes / 1000).toFixed(digits)

function breaks({ what, measured, ceiling, unit }: Bound): boolean {
  // half of the last digit shown: what is printed as the ceiling keeps it
  const slack = what === 'layout shift' ? 0.0005 : unit === 'ms' ? 0.5 : unit === 'kB' ? 0.05 : 0.005
  return measured >= ceiling + slack
}

function numberText({ unit, what }: Bound, value: number): string {
  if (unit === 'ms') return `${value.toFixed(0)} ms`
  if (unit === 'kB') return `${value.toFixed(1)} kB`
  return what === 'layout shift' ? value.toFixed(3) : Number.isInteger(value) ? `${value}` : value.toFixed(2)
}

function spreadText({ median, low, high }: Spread): string {
  return `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}
