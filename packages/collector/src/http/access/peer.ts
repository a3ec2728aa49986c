import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import { isIP } from 'node:net'
import type { Context } from 'hono'
import { plain, type TrustedProxies } from '../../access/networks.ts'

/** The other end of the connection: a customer, or a proxy before us. */
export interface Peer {
  /** Missing where there is none: a socket file, or a call inside the process. */
  readonly address?: string
  /** Our own address on this connection. */
  readonly local?: string
  /** The request came over a connection, not by a call inside the process. */
  readonly connected: boolean
  /** A proxy has said on whose behalf it speaks. */
  readonly forwarded: boolean
}

/** Any of these says that a proxy stands before us. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-original-host',
  'true-client-ip',
  'cf-connecting-ip',
]

/** Who is at the other end. */
export function peerOf(c: Context): Peer {
  const incoming = (c.env as { incoming?: IncomingMessage | Http2ServerRequest } | undefined)?.incoming
  const { remoteAddress, localAddress } = incoming?.socket ?? {}
  return {
    ...(remoteAddress === undefined ? {} : { address: plain(remoteAddress) }),
    ...(localAddress === undefined ? {} : { local: plain(localAddress) }),
    connected: incoming !== undefined,
    forwarded: FORWARDING.some((name) => c.req.header(name) !== undefined),
  }
}

/**
 * The customer's address as far as it can be believed: `X-Forwarded-For` read from its end, as long as those who wrote
 * it are named proxies. Other headers are not read: a proxy that does not write them passes on what a stranger wrote.
 */
export function addressOf(c: Context, proxies: TrustedProxies): string | undefined {
  const peer = peerOf(c)
  let address = peer.address
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((entry) => plain(unbracketed(entry.trim())))
  while (address !== undefined && proxies.has(address)) {
    const before = chain.pop()
    // Nothing more, or nonsense: the last one that was believed is all we know.
    if (before === undefined || isIP(before) === 0) break
    address = before
  }
  return address
}

/** `[2001:db8::1]:443` and `192.0.2.1:443` without brackets and port. */
const unbracketed = (entry: string): string =>
  entry.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
