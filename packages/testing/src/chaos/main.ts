import { parseArgs } from 'node:util'
import { BROWSERS, type BrowserName } from '../browsers.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'
import { CURES } from './cures.ts'
import { buildHarness } from './page/build-page.ts'
import { isGreen, play, type Verdict } from './play.ts'
import { HEAD, line, reasons } from './report.ts'
import { REDDENED_BY, ROWS } from './rows/index.ts'
import type { Row } from './rows/row.ts'
import type { Shared } from './stage.ts'
import { type ChaosStore, postgresStore, sqliteStore } from './stores.ts'

const HELP = `pnpm chaos [--short | --long] [--seed N] [--only N,N] [--browser NAME] [--store sqlite|postgres] [--no-cures]

Plays every fault against the real queue in real browsers, a fault proxy and a real collector, and compares what pages
were told with what the store holds. Then takes each cure away and looks that its row goes red.

  --short       one browser and one store for each fault, in turn (the default; what CI plays)
  --long        both browsers, both stores, larger scale
  --seed N      replay: the same faults at the same moments. Default: drawn and printed`

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    long: { type: 'boolean' },
    seed: { type: 'string' },
    only: { type: 'string' },
    browser: { type: 'string' },
    store: { type: 'string' },
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
const scale = values.long ? 4 : 1
const rows = ROWS.filter(({ number }) => !only || only.includes(number))
console.log(`seed ${seed}${values.long ? ', long run' : ''}\n\n${HEAD}`)

const shared: Shared = { harness: await buildHarness(), browsers: new Map() }
let postgres: PostgresServer | undefined
const verdicts: Verdict[] = []
let failures = 0

for (const [index, row] of rows.entries()) {
  for (const [browser, kind] of settings(row, index)) {
    const verdict = await playSafely(row, browser, kind, seed + row.number)
    if (!verdict) continue
    verdicts.push(verdict)
    if (!isGreen(verdict)) failures++
    console.log(line(verdict))
  }
}

const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
console.log(
  `\n${sum(({ safe }) => safe)} answers told safe, ${sum(({ stored }) => stored)} stored, ${sum(({ lost }) => lost.length)} lost, ` +
    `${sum(({ doubled }) => doubled.length)} stored twice; ${sum(({ browserKills }) => browserKills)} browser kills, ${sum(({ collectorKills }) => collectorKills)} collector kills`,
)

if (!values['no-cures'] && !only) {
  console.log('\n| cure taken away | row | went red | how |\n|---|---|---|---|')
  for (const cure of CURES) {
    const row = ROWS.find(({ number }) => number === REDDENED_BY[cure])
    if (!row) continue
    let verdict: Verdict | undefined
    // A row that lives on chance gets three tries to go red; one is enough.
    for (let attempt = 0; attempt < 3 && (!verdict || isGreen(verdict)); attempt++) {
      const store = sqliteStore()
      verdict = await play(shared, row, 'chromium', store, seed + attempt, 2, cure).catch(failed(row, seed))
    }
    const red = verdict !== undefined && !isGreen(verdict)
    if (!red) failures++
    console.log(
      `| ${cure} | ${row.number} ${row.name} | ${red ? 'yes' : '**no: the suite did not notice**'} | ${verdict && red ? reasons(verdict) : ''} |`,
    )
  }
}

for (const browser of shared.browsers.values()) await browser.close()
await postgres?.stop()
console.log(
  failures === 0
    ? `\nNothing lost, nothing stored twice.`
    : `\n${failures} rows are not as they must be. Replay with --seed ${seed}`,
)
process.exit(failures === 0 ? 0 : 1)

/** Where a row plays: everywhere in the long run, in turn in the short one. */
function settings(row: Row, index: number): readonly (readonly [BrowserName, ChaosStore['kind']])[] {
  const browsers = (row.browsers ?? BROWSERS).filter((name) => !values.browser || name === values.browser)
  const kinds = (['sqlite', 'postgres'] as const).filter((kind) => !values.store || kind === values.store)
  if (values.long) return browsers.flatMap((browser) => kinds.map((kind) => [browser, kind] as const))
  const browser = browsers[index % browsers.length]
  const kind = kinds[Math.floor(index / 2) % kinds.length]
  return browser && kind ? [[browser, kind]] : []
}

async function playSafely(
  row: Row,
  browser: BrowserName,
  kind: ChaosStore['kind'],
  rowSeed: number,
): Promise<Verdict | undefined> {
  const store = kind === 'sqlite' ? sqliteStore() : await postgresStore(await running())
  return play(shared, row, browser, store, rowSeed, scale).catch(failed(row, rowSeed))
}

function failed(row: Row, rowSeed: number) {
  return (error: unknown): undefined => {
    failures++
    console.log(
      `| ${row.number} | ${row.name} | | | | | | | | | | **red**: could not be played (seed ${rowSeed}): ${String(error).split('\n')[0]} |`,
    )
    return undefined
  }
}

/** One PostgreSQL server for the whole run, started when the first row wants it. */
async function running(): Promise<PostgresServer> {
  postgres ??= await startPostgres()
  return postgres
}
