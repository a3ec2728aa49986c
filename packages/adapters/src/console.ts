import { type Adapter, ALL } from './shared/capabilities.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import { delivered } from './shared/outcome.ts'

/** Options of {@link createConsoleAdapter}. @public */
export interface ConsoleAdapterOptions {
  /** Where to write. Default `console.log`. */
  readonly log?: (message: string, delivery: unknown) => void
}

/**
 * Writes deliveries to the console, for trying things out: nothing is stored.
 * @public
 */
export function createConsoleAdapter(options: ConsoleAdapterOptions = {}): Adapter {
  return defineAdapter({
    name: 'console',
    carries: ALL,
    reach: 'own',
    erase: 'send',
    send: async (delivery) => {
      // biome-ignore lint/suspicious/noConsole: this adapter's purpose
      const log = options.log ?? console.log
      log(`frankly: ${delivery.type} ${delivery.id}`, delivery)
      return delivered()
    },
  })
}
