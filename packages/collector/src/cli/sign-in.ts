import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { StoreRefusal } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { type Command, UsageError } from './command.ts'
import { loadOptions } from './load-options.ts'
import { addressOf, LINK_MINUTES, STAFF_CLOSED, signInLink } from './sign-in-link.ts'

/** `frankly sign-in` */
export const signInCommand: Command = {
  summary: 'prints a link that signs in to the staff pages once',
  help: `frankly sign-in [--port N] [--host H] [--data DIR] [--config FILE] [--store URL]

Prints a link to the staff pages of a running collector. It works once, within ${LINK_MINUTES} minutes. Take the flags
that "frankly serve" was started with. To end all sessions, press "Sign out everywhere", or set another staff token.`,
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
    const options = loadOptions(values, process.env)
    if (options.staffToken === undefined) throw new UsageError(STAFF_CLOSED)
    const url = addressOf(options)
    const path = /^sqlite:(?:\/\/)?(.+)$/.exec(options.store)?.[1]
    if (path !== undefined && !existsSync(path)) {
      throw new StoreRefusal(`there is no store at ${path}: start "frankly serve" first, or name its --data or --store`)
    }
    const store = await openStore({ url: options.store, now: Date.now(), beside: true })
    try {
      process.stdout.write(`${await signInLink(store, options, url)}\n`)
      process.stderr.write(`works once, within ${LINK_MINUTES} minutes\n`)
      return 0
    } finally {
      await store.close()
    }
  },
}
