import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { repoPath } from '../repo.ts'
import { readOptions } from './options.ts'
import { runQueue } from './queue-run.ts'
import { openStores } from './runs.ts'
import { runMixture, runShop, runShopCures } from './shop/shop-run.ts'
import type { Shared } from './stage.ts'

const options = readOptions()
const begun = Date.now()
const said: string[] = []
const say = (line: string): void => {
  said.push(line)
  console.log(line)
}
const progress = repoPath(`.cache/chaos/${options.seed}.md`)
if (options.long) mkdirSync(repoPath('.cache/chaos'), { recursive: true })
const note = (line: string): void => {
  if (!options.long) return
  appendFileSync(progress, `${line}\n`)
  if (options.only) console.log(line)
}
console.log(
  `seed ${options.seed}${options.long ? `, long run; each line is in ${progress} as soon as it is known` : ''}\n`,
)

const browsers: Shared['browsers'] = new Map()
const stores = openStores()
const run = { options, browsers, stores, say, note }
// the queue's rows wait most of their time: they are played beside the shop's, and told after them
const ofQueue: string[] = []
const [ofShop, ofRest] = await Promise.all([
  runShop(run).then(async (red) => red + (await runShopCures(run))),
  runQueue({ ...options, jobs: Math.max(1, options.jobs - 1) }, browsers, stores, (line) => {
    ofQueue.push(line)
    note(line)
  }),
])
for (const line of ofQueue) say(line)
const failures = ofShop + ofRest + (await runMixture(run, begun + options.minutes * 60_000))
for (const browser of browsers.values()) await (await browser).close()
await stores.stop()

const seconds = Math.round((Date.now() - begun) / 1000)
if (options.write) write()
console.log(`The run took ${seconds} s.`)
console.log(
  failures === 0
    ? 'Nothing told and missing, nothing doubled, nothing wrong.'
    : `${failures} rows are not as they must be. Replay with --seed ${options.seed}`,
)
process.exit(failures === 0 ? 0 : 1)

/** Puts the tables under the last heading of the spec, in the place of those of an earlier run. */
function write(): void {
  const file = repoPath('docs/spec/chaos.md')
  const heading = '## The last long run\n'
  const [before = ''] = readFileSync(file, 'utf8').split(heading)
  const when = new Date(begun).toISOString().slice(0, 10)
  // what an error says may look like an element to the docs site
  const told = said.join('\n').trim().replaceAll('<', '&lt;')
  const how = `Played on ${when} with \`${options.long ? '--long ' : ''}--seed ${options.seed} --jobs ${options.jobs}${options.long ? ` --minutes ${options.minutes}` : ''}\`, in ${seconds} s${failures > 0 ? `; **${failures} rows are not as they must be**` : ''}. Written by the run itself.`
  writeFileSync(file, `${before.trimEnd()}\n\n${heading}\n${how}\n\n${told}\n`)
}
