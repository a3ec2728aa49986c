import { BlockList, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * What the library's registry counts as public and is not, for a destination: addresses of relays and of clouds that answer
 * from inside only.
 */
const ALSO_CLOSED: readonly (readonly [net: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['192.88.99.0', 24, 'ipv4'],
  // Azure's platform: metadata, names, health.
  ['168.63.129.16', 32, 'ipv4'],
  // Everything of IANA's special-purpose block and the tunnels that carry any IPv4 address (Teredo, 6to4).
  ['2001::', 23, 'ipv6'],
  // The library reads `::8.8.8.8` as a mapped address, which it is not.
  ['::', 96, 'ipv6'],
  // NAT64 of one's own network (RFC 8215).
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
]

/** The block that public IPv6 addresses are given out from (RFC 4291). */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

const closed = new BlockList()
for (const [net, prefix, family] of ALSO_CLOSED) closed.addSubnet(net, prefix, family)

/**
 * Whether an IP address leads to this machine, a network of one's own or a cloud's inside. What is not certainly public is
 * private: what is no address in its usual form, too.
 */
export function isPrivateAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) names an interface of this machine. Spellings such as 0x7f.1 are for those who read addresses
  // with more good will than a socket does; none of them comes from a resolver.
  if (address.includes('%')) return true
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return isPrivateV4(ipaddr.IPv4.parse(address))
  if (!isIPv6(address) || closed.check(address, 'ipv6')) return true
  return isPrivateV6(ipaddr.IPv6.parse(address))
}

const isPrivateV4 = (address: ipaddr.IPv4): boolean =>
  address.range() !== 'unicast' || closed.check(address.toString(), 'ipv4')

function isPrivateV6(address: ipaddr.IPv6): boolean {
  const within = address.toByteArray().slice(12)
  // An IPv4 address as such, and one behind a NAT64 gateway (RFC 6052), are judged by themselves.
  if (address.isIPv4MappedAddress() || address.range() === 'rfc6052') return isPrivateV4(new ipaddr.IPv4(within))
  if (!address.match(GLOBAL_V6) || address.range() !== 'unicast') return true
  return isIsatap(address)
}

/** `…:0:5efe:10.0.0.1` and `…:200:5efe:…`: a tunnel to the IPv4 address at its end (RFC 5214). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200)
}
