import { parseArgs } from 'node:util'
import { BROWSERS, type BrowserName } from '../browsers.ts'
import type { ChaosStore } from './stores.ts'

const HELP = `npm run chaos -- [--short | --long] [--seed N] [--only N,N] [--browser NAME] [--store sqlite|postgres] [--no-cures] [--write]

Plays every fault in a shop with the real widget, in real browsers, with a fault proxy and a real collector, and compares
unit by unit what the screens said with what the store holds. Rows below 51 play the queue alone. Then takes each cure
out and looks that its row goes red.

  --short       one browser and one store for each fault, in turn (the default; what CI plays)
  --long        the shop's rows in both browsers on both stores, all cures, then the mixture
  --minutes N   in the long run: it ends so long after the start; the mixture fills what the rest left (45)
  --jobs N      rows played at once (3)
  --cure N,N    takes only these cures out
  --heard       prints all that the screens said
  --build DIR   another build of the tag
  --write       writes the tables into docs/spec/chaos.md
  --seed N      replay: the same faults at the same moments. Default: drawn and printed`

/** What the command line asks for. */
export interface Options {
  readonly long: boolean
  readonly seed: number
  readonly only: readonly number[] | undefined
  readonly jobs: number
  readonly minutes: number
  /** Only these are taken out. */
  readonly cure: readonly string[] | undefined
  readonly cures: boolean
  readonly write: boolean
  /** Folder of another build of the tag than the collector's own. */
  readonly build: string | undefined
  /** Prints all that the screens said; else only what they said about orders that something was found about. */
  readonly heard: boolean
  /** Where a row plays: everywhere in the long run, in turn in the short one. */
  settings(row: Places, index: number, everywhere: boolean): readonly (readonly [BrowserName, ChaosStore['kind']])[]
}

/** Where a row may be played. Default: everywhere. */
export interface Places {
  readonly browsers?: readonly BrowserName[]
  readonly stores?: readonly ChaosStore['kind'][]
  /** The short run plays it in both browsers too. */
  readonly inEachBrowser?: true
}

/** Reads the command line; with `--help` it says what it may hold and ends. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean' },
      long: { type: 'boolean' },
      seed: { type: 'string' },
      only: { type: 'string' },
      browser: { type: 'string' },
      store: { type: 'string' },
      cure: { type: 'string' },
      jobs: { type: 'string' },
      minutes: { type: 'string' },
      'no-cures': { type: 'boolean' },
      write: { type: 'boolean' },
      build: { type: 'string' },
      heard: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const only = values.only?.split(',').map(Number)
  return {
    long: values.long === true,
    seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
    only,
    jobs: Number(values.jobs ?? 3),
    minutes: Number(values.minutes ?? 45),
    cure: values.cure?.split(','),
    cures: !values['no-cures'] && (only === undefined || values.cure !== undefined),
    write: values.write === true,
    build: values.build,
    heard: values.heard === true,
    settings(row, index, everywhere) {
      const browsers = (row.browsers ?? BROWSERS).filter((name) => !values.browser || name === values.browser)
      const kinds = (row.stores ?? (['sqlite', 'postgres'] as const)).filter(
        (kind) => !values.store || kind === values.store,
      )
      if (everywhere) return browsers.flatMap((browser) => kinds.map((kind) => [browser, kind] as const))
      const browser = browsers[index % browsers.length]
      const kind = kinds[Math.floor(index / 2) % kinds.length]
      if (!browser || !kind) return []
      return (row.inEachBrowser ? browsers : [browser]).map((each) => [each, kind] as const)
    },
  }
}
