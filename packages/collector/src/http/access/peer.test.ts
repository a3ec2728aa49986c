import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { isNetwork, trustedProxies } from '../../access/networks.ts'
import { addressOf } from './peer.ts'

/** The address that the collector believes, for a connection from `remote` with this chain. */
async function believed(
  remote: string | undefined,
  chain: string | undefined,
  trusted: readonly string[],
): Promise<string> {
  const app = new Hono()
  const proxies = trustedProxies(trusted)
  app.get('/', (c) => c.text(String(addressOf(c, proxies))))
  const headers: Record<string, string> = chain === undefined ? {} : { 'x-forwarded-for': chain }
  const reply = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: remote } } })
  return reply.text()
}

describe('[F13] whose word on the customer’s address counts', () => {
  it('only that of named proxies, from the end of the chain', async () => {
    const proxies = ['127.0.0.1', '10.0.0.0/8', 'fd00::/8']
    expect(await believed('203.0.113.9', '1.2.3.4', proxies)).toBe('203.0.113.9')
    expect(await believed('127.0.0.1', '1.2.3.4', [])).toBe('127.0.0.1')
    expect(await believed('127.0.0.1', '6.6.6.6, 1.2.3.4', proxies)).toBe('1.2.3.4')
    expect(await believed('127.0.0.1', '6.6.6.6, 1.2.3.4, 10.1.2.3', proxies)).toBe('1.2.3.4')
    expect(await believed('::ffff:10.0.0.1', '1.2.3.4', proxies)).toBe('1.2.3.4')
    expect(await believed('fd00::1', '[2001:db8::7]:443', proxies)).toBe('2001:db8::7')
    expect(await believed('127.0.0.1', '1.2.3.4:5678', proxies)).toBe('1.2.3.4')
    expect(await believed('127.0.0.1', 'nonsense', proxies)).toBe('127.0.0.1')
    expect(await believed('127.0.0.1', '1.2.3.4, nonsense', proxies)).toBe('127.0.0.1')
    expect(await believed('127.0.0.1', undefined, proxies)).toBe('127.0.0.1')
    expect(await believed(undefined, '1.2.3.4', proxies)).toBe('undefined')
  })

  it('whatever a stranger writes before it: the entry of the proxy is what is believed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), fc.ipV4(), async (forged, real) => {
        const chain = `${forged.replace(/[^\x20-\x7e]/g, '')}, ${real}`
        const address = await believed('10.9.9.9', chain, ['10.9.9.9'])
        if (real !== '10.9.9.9') expect(address).toBe(real)
      }),
    )
  })

  it('a proxy is an address or a network, never everybody', () => {
    for (const good of ['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7/32'])
      expect(isNetwork(good), good).toBe(true)
    for (const bad of [
      '',
      'proxy',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10/8',
      '0.0.0.0/0',
      '::/0',
      '1.2.3.4/8/8',
      '1.2.3',
      1,
      null,
    ])
      expect(isNetwork(bad), String(bad)).toBe(false)
  })
})
