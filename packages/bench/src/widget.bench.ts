import { launchBrowser } from '@frankly/testing'
import { startBenchCollector } from './bench-collector.ts'
import type { Seen } from './widget/bounds.ts'
import { RIVALS } from './widget/contenders.ts'
import { BLANK, frankly, serveShop, surveysOf, tagOf } from './widget/frankly-site.ts'
import { type Felt, feel, KINDS, openBareList, tapBareRadios } from './widget/inputs.ts'
import { leak } from './widget/leak.ts'
import { type Conditions, type Visit, visit } from './widget/measure.ts'
import { machineOf, report } from './widget/report.ts'
import { writeBetweenMarks } from './widget/write.ts'

/**
 * `pnpm bench widget [--rounds=7] [--write=docs/reference/performance.md]`: our widget beside its rivals, in one run,
 * round after round in turn, so that a noisy machine is noisy for all. Then what only ours is asked: every kind of
 * answer under the customer's hand, and what is left after long use.
 */
const option = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const rounds = Number(option('rounds') ?? 7)
const slowRounds = Math.ceil(rounds * 0.7)
const cpu = 4

const collector = await startBenchCollector(surveysOf(KINDS))
const ours = frankly(collector)
const contenders = [BLANK, ...Object.values(ours), ...RIVALS]
const sites = await Promise.all(contenders.map(async (contender) => ({ contender, site: await contender.serve() })))
const browser = await launchBrowser('chromium')

const measure = async (conditions: Conditions, times: number): Promise<Seen> => {
  const seen = new Map(contenders.map((contender) => [contender, [] as Visit[]]))
  // the first visit of all pays for the browser's own start
  await visit(browser, sites[0]!.site.url, '', conditions)
  for (let round = 0; round < times; round++) {
    for (let turn = 0; turn < sites.length; turn++) {
      const { contender, site } = sites[(turn + round) % sites.length]!
      seen.get(contender)!.push(await visit(browser, site.url, contender.painted, conditions))
    }
  }
  return seen
}
const begun = Date.now()
const fast = await measure({ cpu }, rounds)
const slow = await measure({ cpu, slow4g: true }, slowRounds)

const shop = await serveShop(tagOf(collector, 'pk_kinds'))
const felt: (readonly Felt[])[] = []
const bareLists: number[] = []
const bareRadios: number[] = []
for (let round = 0; round < Math.min(3, rounds); round++) {
  felt.push(await feel(browser, shop.url, cpu))
  bareRadios.push(await tapBareRadios(browser, cpu))
  bareLists.push(await openBareList(browser, cpu))
}
const bare = await serveShop('')
const left = await leak(browser, bare.url, `${collector.url}/frankly.js`, 200)

const machine = machineOf(browser.version(), rounds, slowRounds, (Date.now() - begun) / 1000)
await browser.close()
await collector.stop()
for (const site of [shop, bare, ...sites.map((each) => each.site)]) await site.close()

const { text, misses } = report({ fast, slow, felt, bareLists, bareRadios, left, ours, blank: BLANK }, machine)
console.log(text)
const file = option('write')
if (file) writeBetweenMarks(file, text)
if (misses > 0) process.exitCode = 1
