import { BlockList, isIP, isIPv6 } from 'node:net'

/** An IPv4 address as such, also where the socket speaks IPv6; no zone. */
export const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')

/** Whether an address is this machine's own. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && (/^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1')

/** Proxies whose `X-Forwarded-For` is believed. */
export interface TrustedProxies {
  has(address: string): boolean
}

/** Reads one entry, an address or a network such as `10.0.0.0/8`, into the list. False: it is neither. */
function take(list: BlockList, entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  if (more.length > 0 || isIP(address) === 0) return false
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (bits === undefined) {
    list.addAddress(address, family)
    return true
  }
  const most = family === 'ipv6' ? 128 : 32
  // `/0` would let every client forge the header.
  if (!/^\d{1,3}$/.test(bits) || Number(bits) < 1 || Number(bits) > most) return false
  list.addSubnet(address, Number(bits), family)
  return true
}

/** Whether the entry is an address or a network. */
export const isNetwork = (entry: unknown): entry is string => typeof entry === 'string' && take(new BlockList(), entry)

/** The proxies named in the configuration. */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const entry of entries) take(list, entry)
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') }
}
