import { parseArgs } from 'node:util'
import { migrateStore } from '../store/store.ts'
import type { Command } from './command.ts'
import { loadOptions } from './load-options.ts'

/** `frankly migrate` */
export const migrateCommand: Command = {
  summary: 'brings the store up to date',
  help: `frankly migrate [--data DIR] [--config FILE] [--store URL]

Takes the missing steps, in order, under a lock. Forward only; "frankly serve" does the same at its start.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, config: { type: 'string' }, store: { type: 'string' } },
    })
    const options = loadOptions(values, process.env)
    const steps = await migrateStore({ url: options.store, now: Date.now() })
    process.stdout.write(steps.length > 0 ? `done: ${steps.join(', ')}\n` : 'the store is up to date\n')
    return 0
  },
}
