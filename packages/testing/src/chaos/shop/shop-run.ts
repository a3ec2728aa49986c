import type { Browser } from 'playwright-core'
import type { BrowserName } from '../../browsers.ts'
import type { Options } from '../options.ts'
import { inTurn, type Stores } from '../runs.ts'
import { type ChaosStore, sqliteStore } from '../stores.ts'
import { buildWithout, collectorWithout } from './builds.ts'
import { SHOP_CURES, type ShopCure } from './cures.ts'
import {
  findingsOf,
  isGreenShop,
  ordersOf,
  playShop,
  reasonsOfShop,
  SHOP_HEAD,
  type ShopVerdict,
  shopLine,
  sumOfShop,
} from './play-shop.ts'
import { SHOP_ROWS } from './rows/index.ts'
import { mixtureRow } from './rows/mixture.ts'
import type { ShopRow } from './rows/row.ts'
import type { SceneOptions } from './scene.ts'
import { isThere } from './spoil.ts'

/** What every part of the shop's run needs. */
export interface ShopRun {
  readonly options: Options
  readonly browsers: Map<BrowserName, Promise<Browser>>
  readonly stores: Stores
  /** A line of the report. */
  say(line: string): void
  /** A line for those who watch, and for a run that is cut: written at once. */
  note(line: string): void
}

/** Plays the shop's rows with the real widget. In the long run the mixture comes last, see {@link runMixture}. */
export async function runShop(run: ShopRun): Promise<number> {
  const { options } = run
  const { only, long } = options
  const rows = SHOP_ROWS.filter((row) =>
    long && row === mixtureRow ? false : only ? only.includes(row.number) : !row.later,
  )
  const jobs = rows.flatMap((row, index) =>
    options.settings(row, index, long).map(([browser, kind], n) => jobOf(run, row, browser, kind, 1000 * n)),
  )
  return showAll(run, jobs)
}

/** A slice of the mixture is judged and written by itself: a run that is cut loses no more than that. */
const SLICE_MS = 240_000
/** So long a slice takes for its end: faults are lifted, browsers opened again, the rest is sent. */
const END_MS = 45_000

/** The long run's mixture: in slices, in both browsers on both stores in turn, until the minutes are over. */
export async function runMixture(run: ShopRun, end: number): Promise<number> {
  const { options } = run
  if (!options.long || (options.only && !options.only.includes(mixtureRow.number))) return 0
  const all = options.settings(mixtureRow, 0, true)
  // both browsers and both stores at any time, not one after the other
  const places = all.map((_, n) => all[(n % 2 ? all.length - n : n) % all.length])
  const slices = Math.ceil((end - Date.now()) / SLICE_MS) * options.jobs
  const jobs = Array.from({ length: slices }, (_, n) => async () => {
    const until = Math.min(Date.now() + SLICE_MS, end) - END_MS
    const [browser, kind] = places[n % places.length] ?? []
    if (!browser || !kind || until - Date.now() < END_MS) return
    return jobOf(run, mixtureRow, browser, kind, 1000 * n, { until })()
  })
  return showAll(run, jobs)
}

/** Added to the seed of a row that is played again. */
const AGAIN = 500_000

/** What the row is about did not happen, and nothing else is wrong with it. */
const wasNotPlayed = (verdict: ShopVerdict): boolean =>
  verdict.unplayed.length > 0 && isGreenShop({ ...verdict, unplayed: [] })

type Job = () => Promise<ShopVerdict | string | undefined>

function jobOf(
  { options, browsers, stores, note }: ShopRun,
  row: ShopRow,
  browser: BrowserName,
  kind: ChaosStore['kind'],
  shift: number,
  scene: SceneOptions = {},
): Job {
  const playWith = (seed: number) =>
    stores.with(row, browser, kind, (store) =>
      playShop(browsers, row, browser, store, seed, 1, {
        ...(options.build ? { build: options.build } : {}),
        ...scene,
      }),
    )
  return async () => {
    const seed = options.seed + row.number + shift
    const first = await playWith(seed)
    const verdict = typeof first !== 'string' && wasNotPlayed(first) ? await playWith(seed + AGAIN) : first
    note(typeof verdict === 'string' ? verdict : shopLine(verdict))
    return verdict
  }
}

/** Plays them, shows each and their sum; returns how many are red. */
async function showAll({ options, say }: ShopRun, jobs: readonly Job[]): Promise<number> {
  if (jobs.length === 0) return 0
  let failures = 0
  const verdicts: ShopVerdict[] = []
  say(SHOP_HEAD)
  await inTurn(jobs, options.jobs, (verdict) => {
    if (verdict === undefined) return
    if (typeof verdict === 'string') {
      failures++
      return say(verdict)
    }
    verdicts.push(verdict)
    say(shopLine(verdict))
    if (!isGreenShop(verdict)) failures++
    // for those who mend it; not for the table
    for (const found of findingsOf(verdict)) console.log(found)
    const orders = ordersOf(verdict)
    for (const heard of verdict.heard)
      if (options.heard || orders.some((order) => heard.includes(` ${order} `))) console.log(heard)
  })
  say(`\n${sumOfShop(verdicts)}.\n`)
  return failures
}

/** Takes the cures of the shop's rows out, one after the other. Returns how many nobody noticed. */
export async function runShopCures({ options, browsers, say, note }: ShopRun): Promise<number> {
  const cures = SHOP_CURES.filter(({ name, slow }) => {
    if (!options.cures) return false
    return options.cure ? options.cure.includes(name) : options.long || !slow
  })
  if (cures.length === 0) return 0
  let failures = 0
  // also of those that only the long run takes out
  for (const { name } of SHOP_CURES.filter(({ spoils }) => !spoils.every(isThere))) {
    failures++
    say(`The cure "${name}" is not where the suite looks for it: see packages/testing/src/chaos/shop/cures.ts.\n`)
  }
  say('| cure taken out | without it | row | went red | how |\n|---|---|---|---|---|')
  await inTurn(
    cures.map((cure) => async () => {
      const begun = Date.now()
      const done = await playWithout(browsers, cure, options.seed)
      const { red, how } = done
      const line = `| ${cure.name} | ${cure.what} | ${cure.row} | ${red ? 'yes' : '**no: the suite did not notice**'} | ${how} |`
      note(`${line} ${((Date.now() - begun) / 1000).toFixed(0)} s`)
      return { red, line }
    }),
    options.jobs,
    ({ red, line }) => {
      if (!red) failures++
      say(line)
    },
  )
  say('')
  return failures
}

/** Plays a row without a cure: it must go red. `how` says why it did, or why not. */
async function playWithout(
  browsers: Map<BrowserName, Promise<Browser>>,
  cure: ShopCure,
  seed: number,
): Promise<{ red: boolean; how: string }> {
  const row = SHOP_ROWS.find(({ number }) => number === cure.row) as ShopRow
  try {
    const build = await buildWithout(cure.name)
    const options = { build, collectorEnv: collectorWithout(cure.name), settleMs: 8000 }
    // a row that lives on chance gets six tries to go red; one is enough
    for (let attempt = 0; attempt < 6; attempt++) {
      const verdict = await playShop(browsers, row, 'chromium', sqliteStore(), seed + attempt, 1, options)
      if (!isGreenShop(verdict)) return { red: true, how: reasonsOfShop(verdict) }
    }
    return { red: false, how: 'it stayed green' }
  } catch (error) {
    return { red: false, how: `could not be played: ${String(error).split('\n')[0]}` }
  }
}
