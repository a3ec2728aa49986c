import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { listen, resolveOptions } from '@frankly/collector'
import { openCollector, openStore } from '@frankly/collector/inside'

/** The real collector over the real store, but every post is taken as new: what a store without a unique key does. */
const [, , port, data = '.', config = '', store] = process.argv
const options = resolveOptions(
  { ...JSON.parse(readFileSync(config, 'utf8')), port: Number(port), store },
  { dataDir: data, baseDir: '.', env: process.env },
)
const sound = await openStore({ url: options.store, now: Date.now() })
const collector = await openCollector(options, {
  store: { ...sound, put: (items) => sound.put(items.map((item) => ({ ...item, id: randomUUID() }))) },
})
const listening = await listen(collector)
process.stdout.write(`frankly collector listening on ${listening.url}\n`)
