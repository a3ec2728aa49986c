import { makeId } from '@frankly/core/platform'
import { type Accounts, createAccounts } from '../access/accounts.ts'
import { createPasses } from '../access/passes.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Store } from '../store/ports.ts'
import { loadOptions, type OptionFlags } from './load-options.ts'
import { openExisting } from './open-existing.ts'

/** Who does it, in the audit log. */
export const CONSOLE = 'console'

const clock = { now: () => Date.now() }
const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** Accounts on a store, for commands. */
export function accountsOf(store: Store, { staffToken }: ResolvedOptions): Accounts {
  const passes = createPasses(store.passes, staffToken, clock)
  return createAccounts({ store, passes, clock, newId: () => makeId(clock, random) })
}

/** Does something with the accounts of a store beside a running collector. */
export async function withAccounts(
  flags: OptionFlags,
  work: (parts: {
    readonly accounts: Accounts
    readonly store: Store
    readonly options: ResolvedOptions
  }) => Promise<void>,
): Promise<number> {
  const options = loadOptions(flags, process.env, { makes: false })
  const store = await openExisting(options, 'changing')
  try {
    await work({ accounts: accountsOf(store, options), store, options })
    return 0
  } finally {
    await store.close()
  }
}

/** Flags about the configuration, for commands on accounts. */
export const STORE_FLAGS = {
  data: { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
} as const
