import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { launchBrowser, repoPath } from '@frankly/testing'
import { startBenchCollector } from './bench-collector.ts'
import { type Effort, effortOf, timeToStored } from './look/acts.ts'
import { coverOf } from './look/cover.ts'
import { picturesOf, type Stand } from './look/pictures.ts'
import { OURS, type Product, productsWith, TASKS, type Task } from './look/products.ts'
import { thankYouPage } from './look/shop-page.ts'
import { lookTable, type Row, type Times, timesText } from './look/table.ts'
import { frankly, surveysOf } from './widget/frankly-site.ts'
import { writeBetweenMarks } from './widget/write.ts'

/**
 * `npm run look -- book [--rounds=7] [--out=folder]`: ours and the rivals' forms on one page: pictures into
 * `docs/pictures/look`, the table into `docs/reference/look.md`. With `--out` both go there, and the docs stay.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, out: { type: 'string' }, only: { type: 'string', default: '' } },
})
const rounds = Number(values.rounds)
const folder = values.out ?? repoPath('docs/pictures/look')
mkdirSync(folder, { recursive: true })

const SLOW_PHONE = { cpu: 4, slow4g: true }

const collector = await startBenchCollector(surveysOf([]), [], 'Leaf & Clay')
const products = productsWith(collector).filter(({ name }) => name.includes(values.only))
const stands: (Stand & { close(): unknown })[] = []
for (const product of products) {
  const site = await product.contender.serve(thankYouPage)
  stands.push({ product, url: new URL('/', site.url).href, close: site.close })
}
const browser = await launchBrowser('chromium')

for (const [name, webp] of await picturesOf(browser, stands)) writeFileSync(`${folder}/${name}`, webp)

/** Room for what the visits of one product take. */
type Taken = { -readonly [Part in keyof Times]: Times[Part] extends number ? number : number[] }
const rows = new Map<Product, Row & Taken>()
for (const { product, url } of stands) {
  const effort: Partial<Record<Task, Effort>> = {}
  for (const task of TASKS) if (product.acts[task]) effort[task] = await effortOf(browser, url, product, task)
  const cover = await coverOf(browser, url, product)
  rows.set(product, {
    name: product.name,
    remark: product.remark,
    effort,
    cover,
    machineMs: [],
    phoneMs: [],
    lost: 0,
  })
}
// ours once more, with nothing of the interface on the page before it is opened
const { lazy } = frankly(collector)
const ours = stands.find(({ product }) => product.name === OURS)?.product
const late = ours && { product: { ...ours, contender: lazy }, site: await lazy.serve(thankYouPage) }
const lateTimes: Taken = { machineMs: [], phoneMs: [], lost: 0 }
/** One visit on this machine, one on a slow phone. */
async function visit(product: Product, url: string, effort: Effort, taken: Taken): Promise<void> {
  for (const [times, conditions] of [
    [taken.machineMs, { cpu: 1 }],
    [taken.phoneMs, SLOW_PHONE],
  ] as const) {
    const time = await timeToStored(browser, url, product, effort, conditions)
    if (time === undefined) taken.lost++
    else times.push(time)
  }
}
// one round after the other, each in turn: a noisy machine is noisy for all
for (let round = 0; round < rounds; round++) {
  for (const { product, url } of stands) {
    const row = rows.get(product)!
    await visit(product, url, (row.effort.score ?? row.effort.words)!, row)
  }
  if (late) await visit(late.product, new URL('/', late.site.url).href, rows.get(ours)!.effort.score!, lateTimes)
}
const version = browser.version()
await browser.close()
for (const stand of stands) await stand.close()
late?.site.close()
await collector.stop()

const { text, broken } = lookTable([...rows.values()], lateTimes)
const beside = late
  ? `\n\nFrankly with nothing of its interface on the page before: ${timesText(lateTimes.machineMs)} ms, on a slow phone ${timesText(lateTimes.phoneMs)} ms.`
  : ''
const misses = broken.length > 0 ? `\n\nNot kept in this run: ${broken.join('; ')}.` : ''
const date = new Date().toISOString().slice(0, 10)
const said = `${date}; \`npm run look -- book --rounds=${rounds}\`; cloud machine with ${cpus().length} cores; Chromium ${version} headless; times are medians with quartiles of ${rounds} rounds, all products in turn; a slow phone: CPU slowed 4 times, 150 ms round trip, 1.6 Mbit/s.\n\n${text}${beside}${misses}`
console.log(said)
if (values.out) writeFileSync(`${folder}/look.md`, said)
else writeBetweenMarks('docs/reference/look.md', said)
for (const what of broken) console.error(`not kept: ${what}`)
if (broken.length > 0) process.exitCode = 1
