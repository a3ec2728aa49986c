import { parseArgs } from 'node:util'
import { BROWSERS, type BrowserName } from '../browsers.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'
import { CURES, type Cure } from './cures.ts'
import { buildHarness } from './page/build-page.ts'
import { isGreen, play, type Verdict } from './play.ts'
import { HEAD, line, reasons, unplayed } from './report.ts'
import { REDDENED_BY, ROWS } from './rows/index.ts'
import type { Row } from './rows/row.ts'
import type { Shared } from './stage.ts'
import { type ChaosStore, postgresStore, sqliteStore } from './stores.ts'

const HELP = `pnpm chaos [--short | --long] [--seed N] [--only N,N] [--browser NAME] [--store sqlite|postgres] [--no-cures]

Plays every fault against the real queue in real browsers, a fault proxy and a real collector, and compares what pages
were told with what the store holds. Then takes each cure away and looks that its row goes red.

  --short       one browser and one store for each fault, in turn (the default; what CI plays)
  --long        both browsers, both stores, larger scale
  --jobs N      rows played at once (2)
  --cure NAME   takes only this cure away
  --seed N      replay: the same faults at the same moments. Default: drawn and printed`

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
    'no-cures': { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const only = values.only?.split(',').map(Number)
const scale = values.long ? 3 : 1
const jobs = Number(values.jobs ?? 2)
const begun = Date.now()
const rows = ROWS.filter(({ number }) => !only || only.includes(number))
console.log(`seed ${seed}${values.long ? ', long run' : ''}\n\n${HEAD}`)

const shared: Shared = { harness: await buildHarness(), browsers: new Map() }
let postgres: Promise<PostgresServer> | undefined
let failures = 0

const rowJobs = rows.flatMap((row, index) =>
  settings(row, index).map(([browser, kind]) => ({ run: () => playSafely(row, browser, kind) })),
)
const verdicts: Verdict[] = []
await inTurn(rowJobs, (verdict) => {
  if (typeof verdict !== 'string') verdicts.push(verdict)
  if (typeof verdict === 'string' || !isGreen(verdict)) failures++
  console.log(typeof verdict === 'string' ? verdict : line(verdict))
})

const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
console.log(
  `\n${sum(({ safe }) => safe)} answers told safe, ${sum(({ stored }) => stored)} stored, ${sum(({ lost }) => lost.length)} lost, ` +
    `${sum(({ doubled }) => doubled.length)} stored twice; ${sum(({ browserKills }) => browserKills)} browser kills, ${sum(({ collectorKills }) => collectorKills)} collector kills`,
)

const cures = only && !values.cure ? [] : CURES.filter((cure) => !values.cure || cure === values.cure)
if (!values['no-cures'] && cures.length > 0) {
  console.log('\n| cure taken away | row | went red | how |\n|---|---|---|---|')
  await inTurn(
    cures.map((cure) => ({ run: () => playWithout(cure) })),
    ({ cure, row, red, how }) => {
      if (!red) failures++
      const answer = red ? 'yes' : '**no: the suite did not notice**'
      console.log(`| ${cure} | ${row.number} ${row.name} | ${answer} | ${how} |`)
    },
  )
}

for (const browser of shared.browsers.values()) await (await browser).close()
await (await postgres)?.stop()
console.log(`\nThe run took ${Math.round((Date.now() - begun) / 1000)} s.`)
console.log(
  failures === 0
    ? 'Nothing lost, nothing stored twice.'
    : `${failures} rows are not as they must be. Replay with --seed ${seed}`,
)
process.exit(failures === 0 ? 0 : 1)

/** Runs jobs, some at once, and shows their results in the order of the list. */
async function inTurn<T>(
  list: readonly { readonly run: () => Promise<T> }[],
  show: (result: T) => void,
): Promise<void> {
  const results = new Map<number, T>()
  let next = 0
  let shown = 0
  const work = async () => {
    for (let index = next++; index < list.length; index = next++) {
      results.set(index, await (list[index] as (typeof list)[number]).run())
      for (; results.has(shown); shown++) show(results.get(shown) as T)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
}

/** Where a row plays: everywhere in the long run, in turn in the short one. */
function settings(row: Row, index: number): readonly (readonly [BrowserName, ChaosStore['kind']])[] {
  const browsers = (row.browsers ?? BROWSERS).filter((name) => !values.browser || name === values.browser)
  const kinds = (row.stores ?? (['sqlite', 'postgres'] as const)).filter(
    (kind) => !values.store || kind === values.store,
  )
  if (values.long) return browsers.flatMap((browser) => kinds.map((kind) => [browser, kind] as const))
  const browser = browsers[index % browsers.length]
  const kind = kinds[Math.floor(index / 2) % kinds.length]
  return browser && kind ? [[browser, kind]] : []
}

/** The verdict, or the line of the table that says why there is none. */
async function playSafely(row: Row, browser: BrowserName, kind: ChaosStore['kind']): Promise<Verdict | string> {
  const own = row.ownServer && kind === 'postgres' ? await startPostgres() : undefined
  try {
    const store = kind === 'sqlite' ? sqliteStore() : await postgresStore(own ?? (await running()))
    return await play(shared, row, browser, store, seed + row.number, scale)
  } catch (error) {
    return unplayed(row, browser, kind, error)
  } finally {
    await own?.stop()
  }
}

/** Plays a row without a cure: it must go red. `how` says why it did, or why not. */
async function playWithout(cure: Cure): Promise<{ cure: Cure; row: Row; red: boolean; how: string }> {
  const row = ROWS.find(({ number }) => number === REDDENED_BY[cure]) as Row
  let how: string | undefined
  let unheard = 'it stayed green'
  // A row that lives on chance gets three tries to go red; one is enough.
  for (let attempt = 0; attempt < 3 && !how; attempt++) {
    const verdict = await play(shared, row, 'chromium', sqliteStore(), seed + attempt, 1, cure).catch(String)
    if (typeof verdict === 'string') unheard = `could not be played: ${verdict.split('\n')[0]}`
    else if (!isGreen(verdict)) how = reasons(verdict)
  }
  return { cure, row, red: how !== undefined, how: how ?? unheard }
}

/** One PostgreSQL server for the whole run, started when the first row wants it. */
function running(): Promise<PostgresServer> {
  postgres ??= startPostgres()
  return postgres
}
