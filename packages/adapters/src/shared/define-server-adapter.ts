import type { ServerAdapter } from './capabilities.ts'
import { type AdapterSpec, defineAdapter } from './define-adapter.ts'
import type { KeptAdapter } from './kept-connection.ts'
import { needServer } from './server-only.ts'

/** What makes a server adapter; its name and where it runs are said by {@link defineServerAdapter}. */
export type ServerAdapterSpec = Omit<AdapterSpec, 'name' | 'runsOn'>

/** What makes one that keeps a connection. */
export interface KeptAdapterSpec extends ServerAdapterSpec {
  /** Ends the connection; a later sending opens a new one. */
  close(): Promise<void>
}

/**
 * Makes an adapter that holds a secret: refused in a browser before any option is read, so that the reader learns first that it can
 * never work there; with all gates of `defineAdapter`.
 * @param name - sub-path of the adapter
 * @param make - checks the options and says what the adapter does
 * @throws FeedbackError `server-only`, and whatever `make` throws
 */
export function defineServerAdapter(name: string, make: () => KeptAdapterSpec): KeptAdapter
export function defineServerAdapter(name: string, make: () => ServerAdapterSpec): ServerAdapter
export function defineServerAdapter(
  name: string,
  make: () => ServerAdapterSpec & Partial<KeptAdapterSpec>,
): ServerAdapter & Partial<KeptAdapter> {
  needServer(name)
  const { close, ...spec } = make()
  return { ...defineAdapter({ ...spec, name }), runsOn: 'server', ...(close ? { close } : {}) }
}
