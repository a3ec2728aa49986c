import { parseArgs } from 'node:util'
import { issueText } from '@frankly/core'
import { fairnessWarnings } from '@frankly/core/check'
import { type OpenCollector, openCollector } from '../collector.ts'
import { listen } from '../http/listen.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { ruWarnings } from '../options/region-ru.ts'
import type { Command } from './command.ts'
import { CONFIG_FILE, configFileOf, loadAll } from './load-options.ts'
import { openToOthers } from './readable-files.ts'
import { LINK_MINUTES, openable, setUpLink, signInLink } from './sign-in-link.ts'

/** `frankly serve` */
export const serveCommand: Command = {
  summary: 'starts the collector',
  help: `frankly serve [--port N] [--host H] [--data DIR] [--config FILE] [--store URL]

Starts the collector and prints one line when it is ready:
  frankly collector listening on http://HOST:PORT
and a link that signs you in to the staff pages once.

  --port N       default 8787; 0 takes any free port
  --host H       default 127.0.0.1
  --data DIR     folder of the SQLite store, default ./frankly-data
  --config FILE  default: ${CONFIG_FILE} in this folder; "frankly init" writes one
  --store URL    sqlite:PATH or postgres://…, before the one in FILE

Ctrl-C or SIGTERM stops it: what was taken in is stored first. With "drainMs" in FILE it goes on answering for so long
while /readyz says 503; a second Ctrl-C ends it at once.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string' },
        store: { type: 'string' },
      },
    })
    const config = configFileOf(values)
    if (!config) {
      process.stderr.write(
        `frankly serve: there is no ${CONFIG_FILE} in ${process.cwd()}; write one with "frankly init"\n`,
      )
      return 2
    }
    const { options, destinations, secretFiles } = await loadAll(values, process.env)
    const collector = await openCollector(options, { destinations })
    const listening = await listen(collector)
    const stopped = stopSignal()
    process.stdout.write(`frankly collector listening on ${listening.url}\n`)
    process.stdout.write(`  configuration: ${config}\n`)
    for (const line of greeting(options)) process.stdout.write(`${line}\n`)
    const { hostname, port } = new URL(listening.url)
    process.stdout.write(`  ${await wayIn(collector, openable(hostname.replace(/^\[|\]$/g, ''), port))}\n`)
    for (const file of openToOthers([config, ...secretFiles, ...storeFiles(options)])) {
      process.stdout.write(
        `  warning: everybody on this machine may read ${file}; to keep it to yourself: chmod 600 ${file}\n`,
      )
    }
    const signal = await stopped
    const { drainMs } = options
    const wait = drainMs > 0 ? `/readyz says 503, the port closes in ${drainMs} ms; then ` : ''
    process.stdout.write(`${signal}: ${wait}finishing what was begun\n`)
    await listening.stop()
    return 0
  },
}

/** How staff come in, in one line. */
async function wayIn({ store, options }: OpenCollector, url: string): Promise<string> {
  const link = await signInLink(store, options, url)
  if (link) return `staff sign in here (once, within ${LINK_MINUTES} minutes): ${link}`
  if (await store.accounts.any()) return `staff sign in here: ${options.publicUrl ?? url}/login`
  return `make the first account here (once, within an hour): ${await setUpLink(store, options, url)}`
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}

/** The files of an SQLite store. */
function storeFiles({ store }: ResolvedOptions): readonly string[] {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(store)?.[1]
  return path === undefined || path === ':memory:' ? [] : ['', '-wal', '-shm'].map((end) => `${path}${end}`)
}

function* greeting(options: ResolvedOptions): Generator<string> {
  const where = options.store.startsWith('sqlite:') ? options.store.slice(7) : 'PostgreSQL'
  yield `  answers are kept in ${where}`
  for (const project of options.projects.values()) {
    const { key, config, origins, destinations } = project
    yield `  project ${key} (${config.shop}), sites: ${origins.join(', ')}`
    for (const { id, adapter } of destinations) yield `    sent on to ${id} (${adapter})`
    for (const survey of config.surveys)
      for (const issue of fairnessWarnings(survey)) yield `    warning: survey ${survey.id}: ${issueText(issue)}`
    for (const issue of ruWarnings(project, options)) yield `    warning: ${issueText(issue)}`
  }
}
