import { createPasses, LINK_MS } from '../access/passes.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Store } from '../store/ports.ts'
import { UsageError } from './command.ts'

/** What to do where no link can be made. One line. */
export const STAFF_CLOSED =
  'no staff token is set: people sign in with their accounts ("frankly user link EMAIL" prints a link to choose a password), and without any "frankly serve" prints the link that makes the first one'

/** Minutes that a link lasts, for texts. */
export const LINK_MINUTES: number = LINK_MS / 60_000

/** A link that makes the first account, once, within an hour. */
export async function setUpLink(
  store: Pick<Store, 'passes'>,
  { publicUrl }: Pick<ResolvedOptions, 'publicUrl'>,
  url: string,
): Promise<string> {
  const link = await createPasses(store.passes, undefined, { now: () => Date.now() }).make('setup')
  return `${publicUrl ?? url}/welcome#link=${link}`
}

/** A link that signs in once, or nothing without a staff token. `url`: where the collector listens. */
export async function signInLink(
  store: Store,
  { staffToken, publicUrl }: Pick<ResolvedOptions, 'staffToken' | 'publicUrl'>,
  url: string,
): Promise<string | undefined> {
  if (staffToken === undefined) return undefined
  const link = await createPasses(store.passes, staffToken, { now: () => Date.now() }).make('link')
  // Behind `#`: what a browser keeps to itself, so no server and no proxy can write it into a log.
  return `${publicUrl ?? url}/login#link=${link}`
}

/**
 * Where links of a command beside a running collector lead: to the address as people see it, else to where the configuration
 * and the flags say that it listens.
 * @throws UsageError when it took any free port, which no configuration knows
 */
export function addressOf({ publicUrl, host, port }: Pick<ResolvedOptions, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== undefined) return publicUrl
  if (port > 0) return openable(host, port)
  throw new UsageError(
    'port: got 0, any free one, wanted the one that the collector took: name it with --port, as "frankly serve" printed it, or set "publicUrl"',
  )
}

/** An address that can be opened: a collector that listens everywhere is here, too. */
export function openable(host: string, port: number | string): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
