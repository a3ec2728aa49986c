import { parseArgs } from 'node:util'
import { fairnessWarnings, issueText } from '@frankly/core'
import { createCollector } from '../collector.ts'
import { listen } from '../http/listen.ts'
import { isOpen } from '../http/middleware/staff.ts'
import type { ResolvedOptions } from '../options.ts'
import type { Command } from './command.ts'
import { CONFIG_FILE, configFileOf, loadAll } from './load-options.ts'

/** `frankly serve` */
export const serveCommand: Command = {
  summary: 'starts the collector',
  help: `frankly serve [--port N] [--host H] [--data DIR] [--config FILE] [--store URL]

Starts the collector and prints one line when it is ready:
  frankly collector listening on http://HOST:PORT

  --port N       default 8787; 0 takes any free port
  --host H       default 127.0.0.1
  --data DIR     folder of the SQLite store, default ./frankly-data
  --config FILE  default: ${CONFIG_FILE} in this folder; "frankly init" writes one
  --store URL    sqlite:PATH or postgres://…, before the one in FILE

Ctrl-C or SIGTERM stops it: what was taken in is stored first.`,
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
    const { options, destinations } = await loadAll(values, process.env)
    const collector = await createCollector(options, { destinations })
    const listening = await listen(collector)
    const stopped = stopSignal()
    process.stdout.write(`frankly collector listening on ${listening.url}\n`)
    process.stdout.write(`  configuration: ${config}\n`)
    for (const line of greeting(options, listening.url)) process.stdout.write(`${line}\n`)
    const signal = await stopped
    process.stdout.write(`${signal}: finishing what was begun\n`)
    await listening.stop()
    return 0
  },
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}

function* greeting(options: ResolvedOptions, url: string): Generator<string> {
  const where = options.store.startsWith('sqlite:') ? options.store.slice(7) : 'PostgreSQL'
  yield `  answers are kept in ${where}`
  yield `  answers as they come: ${url}/`
  for (const { key, config, origins, destinations } of options.projects.values()) {
    yield `  project ${key} (${config.shop}), sites: ${origins.join(', ')}`
    for (const { id, adapter } of destinations) yield `    sent on to ${id} (${adapter})`
    for (const survey of config.surveys)
      for (const issue of fairnessWarnings(survey)) yield `    warning: survey ${survey.id}: ${issueText(issue)}`
  }
  if (isOpen({ options })) yield '  no staff token is set: staff pages are open to anybody on this computer'
  else if (!options.staffToken) {
    yield '  no staff token is set and the host is not loopback: staff pages are closed (set "staff": {"token": {"env": "NAME"}})'
  }
}
