import { createPasses, LINK_MS } from '../access/passes.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { Store } from '../store/ports.ts'

/** What to do where nobody can sign in. One line. */
export const STAFF_CLOSED =
  'no staff token is set, so the staff pages are closed: set the environment variable FRANKLY_STAFF_TOKEN, or "staff": {"token": {"file": "PATH"}} in the configuration ("frankly init" writes both), then start again'

/** Minutes that a link lasts, for texts. */
export const LINK_MINUTES: number = LINK_MS / 60_000

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

/** An address that can be opened: a collector that listens everywhere is here, too. */
export function openable(host: string, port: number | string): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
