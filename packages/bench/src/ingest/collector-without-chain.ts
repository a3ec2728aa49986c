import { listen, resolveOptions } from '@frankly/collector'
import { openCollector, openStore } from '@frankly/collector/inside'

/** The real collector, but its store writes no chain: what is left of a post without it. */
const [, , config = '', store] = process.argv
const options = resolveOptions(
  { ...JSON.parse(config), port: 0, store },
  { dataDir: '.', baseDir: '.', env: process.env },
)
const collector = await openCollector(options, {
  store: await openStore({ url: options.store, now: Date.now(), chain: false }),
})
const listening = await listen(collector)
process.stdout.write(`frankly collector listening on ${listening.url}\n`)
process.once('SIGTERM', () => void listening.stop())
