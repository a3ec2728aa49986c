import { BlockList, isIP } from 'node:net'

/** IPv4 ranges that are not the public network (IANA special-purpose registry, RFC 6890 and its updates). */
const V4: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** IPv6 ranges, the tunnels that can carry any IPv4 address (6to4, Teredo) among them. */
const V6: readonly (readonly [net: string, prefix: number])[] = [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

const closed = new BlockList()
for (const [net, prefix] of V4) {
  closed.addSubnet(net, prefix, 'ipv4')
  // The same behind a NAT64 gateway (RFC 6052). Mapped addresses (::ffff:10.0.0.1) are checked by BlockList itself.
  closed.addSubnet(`64:ff9b::${net}`, 96 + prefix, 'ipv6')
}
for (const [net, prefix] of V6) closed.addSubnet(net, prefix, 'ipv6')

/** Whether an IP address leads to this machine or a network of one's own. What is no address is private. */
export function isPrivateAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  const family = address.includes('%') ? 0 : isIP(address)
  return family === 0 || closed.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
