import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { isPrivateAddress } from './private-address.ts'

/** A destination's host leads to an address that it may not reach. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
}

/** A name → all its addresses, as `dns.lookup` with `all` gives them. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/** A `fetch` that holds connections. */
export interface GuardedFetch {
  readonly fetch: typeof fetch
  close(): Promise<void>
}

const systemResolve: Resolve = (host, done) => systemLookup(host, { all: true }, done)

/**
 * A `fetch` for addresses that a shop's configuration names. Each connection checks the very address that it goes
 * to: a name that turns from a public to a private address between two look-ups (DNS rebinding) gains nothing.
 * Redirects are given back, not followed.
 * @param resolve default: the system's resolver
 */
export function createGuardedFetch(resolve: Resolve = systemResolve): GuardedFetch {
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, (error, addresses) => {
      const bad = addresses?.find(({ address }) => isPrivateAddress(address))
      const [first] = addresses ?? []
      if (error) done(error, '')
      else if (bad) done(new PrivateAddressError(`${host} resolves to the private address ${bad.address}`), '')
      else if (!first) done(new Error(`${host} has no address`), '')
      else if (options.all) done(null, [...addresses])
      else done(null, first.address, first.family)
    })
  }
  const connect = buildConnector({ lookup })
  const agent = new Agent({
    connect(options, done) {
      // For a literal address nobody looks up a name.
      const literal = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) === 0 || !isPrivateAddress(literal)) connect(options, done)
      else done(new PrivateAddressError(`${literal} is a private address`), null)
    },
  })
  return {
    async fetch(input, init) {
      const request = new Request(input, init)
      const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
      const reply = await undiciFetch(request.url, {
        method: request.method,
        headers: [...request.headers],
        body,
        redirect: 'manual',
        signal: request.signal,
        dispatcher: agent,
      })
      return reply as unknown as Response
    },
    close: () => agent.destroy(),
  }
}
