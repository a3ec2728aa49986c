import type { Context } from 'hono'
import { isSame, partsOf } from '../../access/host-names.ts'
import { isLoopback } from '../../access/networks.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { type Peer, peerOf } from './peer.ts'

type Known = Pick<ResolvedOptions, 'publicUrl' | 'hosts' | 'host'>

/**
 * Why the `Host` of a request is not one of ours, in one sentence that says what to do; nothing when it is. A page of
 * another site that points its own name at this machine (DNS rebinding) is told apart by it.
 */
export function hostFault(c: Context, known: Known): string | undefined {
  const host = c.req.header('host')
  const peer = peerOf(c)
  // A call inside the process has neither.
  if (host === undefined && !peer.connected) return undefined
  return isOurs(host ?? '', peer, known) ? undefined : explained(host ?? '', peer)
}

function isOurs(host: string, peer: Peer, known: Known): boolean {
  const asked = partsOf(host)
  if (!asked) return false
  const named = [...known.hosts, ...(known.publicUrl ? [new URL(known.publicUrl).host] : [])]
  if (named.some((each) => isSame(asked, partsOf(each)))) return true
  // Behind a proxy, names of this machine say nothing about who asks.
  if (peer.forwarded) return false
  if (isLoopback(peer.address) && isLoopbackName(asked.name)) return true
  // DNS rebinding needs a name: an IP address that is ours cannot be forged so.
  return asked.name === peer.local || (peer.address !== undefined && asked.name === known.host.toLowerCase())
}

const isLoopbackName = (name: string): boolean => name === 'localhost' || isLoopback(name)

function explained(host: string, peer: Peer): string {
  const asked = /^[\w.:[\]-]{1,100}$/.test(host) ? host : 'a name that is none'
  if (peer.forwarded && isLoopbackName(partsOf(host)?.name ?? '')) {
    return `a proxy stands before the collector and hides the name that was asked for: let it pass the Host header on (nginx: proxy_set_header Host $host), and set "publicUrl" to the address people use`
  }
  return `the staff pages do not answer to "${asked}": set "publicUrl" to the address people use, or add "${asked}" to "hosts"`
}

/**
 * Whether a page is the collector's own: of the public address, or of the address that was asked for, if that is ours.
 * An `http:` page is not the own page of an `https:` address: anybody on the line can make one.
 */
export function isOwnOrigin(origin: string, c: Context, known: Known): boolean {
  if (!URL.canParse(origin)) return false
  const { publicUrl } = known
  const own = publicUrl === undefined ? undefined : new URL(publicUrl)
  if (origin === own?.origin) return true
  const { host } = new URL(origin)
  // A call inside the process names no host.
  const asked = c.req.header('host') ?? new URL(c.req.url).host
  return host === asked && host !== own?.host && hostFault(c, known) === undefined
}

/** Whether the browser reached us over TLS: by the public address, which alone says so without being asked. */
export function isSecure(c: Context, { publicUrl }: Pick<Known, 'publicUrl'>): boolean {
  if (publicUrl === undefined || !publicUrl.startsWith('https:')) return false
  const host = c.req.header('host')
  return host === undefined || isSame(partsOf(host) ?? { name: '', port: '' }, partsOf(new URL(publicUrl).host))
}
