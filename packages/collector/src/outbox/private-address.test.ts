import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGuardedFetch, PrivateAddressError } from './guarded-fetch.ts'
import { isPrivateAddress } from './private-address.ts'

const CLOSED = [
  // IPv4
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255'],
  ...[
    '127.0.0.1',
    '127.255.255.254',
    '169.254.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...['192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255'],
  ...['198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  // IPv6
  ...[
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'fc00::1',
    'fd00::1',
    'fd00:ec2::254',
  ],
  ...[
    'ff02::1',
    'ff05::2',
    '100::1',
    '100:0:0:1::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    '2001:2::1',
    '2001:10::1',
  ],
  // IPv4 inside IPv6: mapped, compatible, translated (RFC 2765), NAT64, 6to4, Teredo, ISATAP
  ...[
    '::ffff:127.0.0.1',
    '::FFFF:7f00:1',
    '0:0:0:0:0:ffff:a00:1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '::10.0.0.1',
    '::8.8.8.8',
  ],
  ...['::ffff:0:127.0.0.1', '::ffff:0:7f00:1', '::ffff:0:8.8.8.8', '0:0:0:0:ffff:0:7f00:1'],
  ...['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::10.0.0.1', '64:ff9b:1::8.8.8.8', '64:ff9b:1::1'],
  ...['2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1', '2001:0:4136:e378:8000:63bf:f5ff:fffe', '2001::1'],
  ...['2a00:1450::5efe:10.0.0.1', '2a00:1450::200:5efe:a00:1'],
  // No address in its usual form
  ...[
    '',
    'localhost',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.1',
    '127.0.1',
    '10',
    '127.0.0.1.',
    '127.0.0.01',
  ],
  ...[
    '①②⑦.0.0.1',
    '127。0。0。1',
    ' 127.0.0.1',
    '[::1]',
    '::1 ',
    '1.2.3.4.5',
    '256.1.1.1',
    '::ffff:1.2.3.256',
    '08.8.8.8',
    '8.8.8.8:80',
  ],
]

const OPEN = [
  ...[
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '169.253.1.1',
  ],
  ...['192.0.1.1', '192.167.255.255', '198.17.255.255', '198.20.0.1', '223.255.255.255', '168.63.129.17'],
  ...[
    '2a00:1450:4001:81b::200e',
    '2606:4700::1111',
    '2400:cb00::1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ],
]

describe('[F18] private, link-local and cloud-internal addresses, in every spelling', () => {
  it('[F18] [O10] the table: closed', () => {
    expect(CLOSED.filter((address) => !isPrivateAddress(address))).toEqual([])
  })

  it('[F18] [O10] the table: open', () => {
    expect(OPEN.filter(isPrivateAddress)).toEqual([])
  })

  it('[F18] an IPv4 address and its IPv6 spellings are judged alike; other translations never lead out', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
        const v4 = octets.join('.')
        expect(isPrivateAddress(`::ffff:${v4}`)).toBe(isPrivateAddress(v4))
        expect(isPrivateAddress(`64:ff9b::${v4}`)).toBe(isPrivateAddress(v4))
        for (const prefix of ['::', '::ffff:0:', '64:ff9b:1::', '2002::', 'fe80::']) {
          expect(isPrivateAddress(`${prefix}${v4}`)).toBe(true)
        }
      }),
    )
  })

  it('[F18] every spelling in an address, every answer of a resolver and every redirect is stopped before anything is sent', async () => {
    let arrived = 0
    const server = createServer((_request, reply) => {
      arrived++
      reply.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const answers = ['127.0.0.1', '::ffff:0:7f00:1', '::ffff:7f00:1', 'fd00:ec2::254']
    let turn = 0
    const guarded = createGuardedFetch((_host, done) => {
      const address = answers[turn++ % answers.length]!
      done(null, [{ address, family: address.includes(':') ? 6 : 4 }])
    })
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.0.0.1.',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '0',
      '[::1]',
    ]
    hosts.push(
      '[::ffff:127.0.0.1]',
      '[::ffff:0:127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[::]',
      'rebinding.example',
      'a.example',
      'b.example',
      'c.example',
    )
    for (const host of hosts) {
      const why = await guarded.fetch(`http://${host}:${port}/`).catch((error: Error) => error.cause)
      expect(why, host).toBeInstanceOf(PrivateAddressError)
    }
    expect(arrived).toBe(0)
    await guarded.close()
    await new Promise((resolve) => server.close(resolve))
  })
})
