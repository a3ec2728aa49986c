import { CURES, type Cure } from './cures.ts'
import type { Options } from './options.ts'
import { buildHarness } from './page/build-page.ts'
import { isGreen, play, type Verdict } from './play.ts'
import { HEAD, line, reasons } from './report.ts'
import { IN_THE_SHOP, REDDENED_BY, ROWS } from './rows/index.ts'
import type { Row } from './rows/row.ts'
import { inTurn, type Stores } from './runs.ts'
import type { Shared } from './stage.ts'
import { sqliteStore } from './stores.ts'

/** Plays the queue's rows without the widget, then its cures. Returns how many are not as they must be. */
export async function runQueue(
  options: Options,
  browsers: Shared['browsers'],
  stores: Stores,
  say: (line: string) => void,
): Promise<number> {
  const { seed, only } = options
  const rows = ROWS.filter(({ number }) => (only ? only.includes(number) : !IN_THE_SHOP[number]))
  const cures = CURES.filter((cure) => {
    if (!options.cures) return false
    return options.cure ? options.cure.includes(cure) : !IN_THE_SHOP[REDDENED_BY[cure]]
  })
  if (rows.length === 0 && cures.length === 0) return 0
  const shared: Shared = { harness: await buildHarness(), browsers }
  const verdicts: Verdict[] = []
  let failures = 0
  const jobs = rows.flatMap((row, index) =>
    options.settings(row, index, false).map(
      ([browser, kind]) =>
        () =>
          stores.with(row, browser, kind, (store) => play(shared, row, browser, store, seed + row.number, 1)),
    ),
  )
  if (jobs.length > 0) say(HEAD)
  await inTurn(jobs, options.jobs, (verdict) => {
    if (typeof verdict !== 'string') verdicts.push(verdict)
    if (typeof verdict === 'string' || !isGreen(verdict)) failures++
    say(typeof verdict === 'string' ? verdict : line(verdict))
  })
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
  if (jobs.length > 0)
    say(
      `\n${sum(({ safe }) => safe)} answers told safe by the queue, ${sum(({ stored }) => stored)} stored, ${sum(({ lost }) => lost.length)} lost, ${sum(({ doubled }) => doubled.length)} stored twice.\n`,
    )
  if (cures.length === 0) return failures
  say('| cure taken out of the queue | row | went red | how |\n|---|---|---|---|')
  await inTurn(
    cures.map((cure) => () => playWithout(shared, cure, seed)),
    options.jobs,
    ({ cure, row, red, how }) => {
      if (!red) failures++
      say(`| ${cure} | ${row.number} ${row.name} | ${red ? 'yes' : '**no: the suite did not notice**'} | ${how} |`)
    },
  )
  say('')
  return failures
}

/** Plays a row without a cure: it must go red. `how` says why it did, or why not. */
async function playWithout(
  shared: Shared,
  cure: Cure,
  seed: number,
): Promise<{ cure: Cure; row: Row; red: boolean; how: string }> {
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
