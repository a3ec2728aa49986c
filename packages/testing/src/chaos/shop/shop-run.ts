import type { Browser } from 'playwright-core'
import type { BrowserName } from '../../browsers.ts'
import type { Options } from '../options.ts'
import { inTurn, type Stores } from '../runs.ts'
import { sqliteStore } from '../stores.ts'
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
import type { ShopRow } from './rows/row.ts'

/** Plays the shop's rows with the real widget, then takes its cures out. Returns how many are not as they must be. */
export async function runShop(
  options: Options,
  browsers: Map<BrowserName, Promise<Browser>>,
  stores: Stores,
  say: (line: string) => void,
): Promise<number> {
  const { seed, only } = options
  const until = Date.now() + options.minutes * 60_000
  const rows = SHOP_ROWS.filter(({ number, later }) => (only ? only.includes(number) : !later))
  let failures = 0
  const verdicts: ShopVerdict[] = []
  const jobs = rows.flatMap((row, index) =>
    options.settings(row, index, options.long).map(
      ([browser, kind], n) =>
        () =>
          stores.with(row, browser, kind, (store) =>
            playShop(browsers, row, browser, store, seed + row.number + 1000 * n, 1, {
              ...(options.build ? { build: options.build } : {}),
              ...(options.long ? { until } : {}),
            }),
          ),
    ),
  )
  if (jobs.length > 0) say(SHOP_HEAD)
  await inTurn(jobs, options.jobs, (verdict) => {
    if (typeof verdict === 'string') {
      failures++
      return say(verdict)
    }
    verdicts.push(verdict)
    say(shopLine(verdict))
    if (isGreenShop(verdict)) return
    failures++
    // for those who mend it; not for the table
    for (const found of findingsOf(verdict)) console.log(found)
    const orders = ordersOf(verdict)
    for (const heard of verdict.heard)
      if (options.heard || orders.some((order) => heard.includes(` ${order} `))) console.log(heard)
  })
  if (jobs.length > 0) say(`\n${sumOfShop(verdicts)}.\n`)
  const cures = options.cures
    ? SHOP_CURES.filter(({ name, later }) => (options.cure ? name === options.cure : !later))
    : []
  if (cures.length === 0) return failures
  say('| cure taken out | without it | row | went red | how |\n|---|---|---|---|---|')
  await inTurn(
    cures.map((cure) => () => playWithout(browsers, cure, seed)),
    options.jobs,
    ({ cure, red, how }) => {
      if (!red) failures++
      say(
        `| ${cure.name} | ${cure.what} | ${cure.row} | ${red ? 'yes' : '**no: the suite did not notice**'} | ${how} |`,
      )
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
): Promise<{ cure: ShopCure; red: boolean; how: string }> {
  const row = SHOP_ROWS.find(({ number }) => number === cure.row) as ShopRow
  try {
    const build = await buildWithout(cure.name)
    const options = { build, collectorEnv: collectorWithout(cure.name), settleMs: 8000 }
    // a row that lives on chance gets three tries to go red; one is enough
    for (let attempt = 0; attempt < 3; attempt++) {
      const verdict = await playShop(browsers, row, 'chromium', sqliteStore(), seed + attempt, 1, options)
      if (!isGreenShop(verdict)) return { cure, red: true, how: reasonsOfShop(verdict) }
    }
    return { cure, red: false, how: 'it stayed green' }
  } catch (error) {
    return { cure, red: false, how: `could not be played: ${String(error).split('\n')[0]}` }
  }
}
