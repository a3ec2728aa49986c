import { EMPTY_LEDGER } from '@frankly/core/targeting'
import { describe, expect, it } from 'vitest'
import { collectorContactHistory } from './contact-history.ts'

const NOW = Date.UTC(2026, 10, 21, 20)
const anna = { subject: { id: 'anna & co', traits: { vip: true }, signature: 'v1.k1.1.s' } }

function against(answer: (request: Request) => Response | Promise<Response>, timeoutMs?: number) {
  const seen: Request[] = []
  const ask = collectorContactHistory({
    host: 'https://collector.example/feedback/',
    project: 'pk demo',
    now: () => NOW,
    ...(timeoutMs && { timeoutMs }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      seen.push(request)
      return await answer(request)
    },
  })
  return { ask, seen }
}

describe('the contact history at the collector', () => {
  it('[F16] is one simple request that holds the two ids and their signatures in its body, and nothing else of the person', async () => {
    const { ask, seen } = against(() => Response.json({ ledger: { ...EMPTY_LEDGER, answered: NOW - 1 } }))
    expect(await ask({ ...anna, order: { orderId: 'A-1', value: 1990, signature: 'v1.k1.1.o' } })).toEqual({
      ledger: { ...EMPTY_LEDGER, answered: NOW - 1 },
    })
    expect(seen.map(({ url, method }) => [method, url])).toEqual([
      ['POST', 'https://collector.example/feedback/v1/projects/pk%20demo/standing'],
    ])
    expect(await seen[0]!.json()).toEqual({
      order: { id: 'A-1', signature: 'v1.k1.1.o' },
      subject: { id: 'anna & co', signature: 'v1.k1.1.s' },
    })
    expect([...seen[0]!.headers]).toEqual([['content-type', 'text/plain;charset=UTF-8']])
    expect(seen[0]!.credentials).toBe('omit')
  })
  it('[F16] asks nothing about nobody, and nothing without a signature', async () => {
    const { ask, seen } = against(() => Response.json({}))
    expect(await ask({})).toBeUndefined()
    expect(await ask({ subject: { id: 'anna' }, order: { orderId: 'A-1' } })).toBeUndefined()
    expect(seen).toEqual([])
  })
  it('never throws: a refusal, no network and what is not JSON are "not known"', async () => {
    const troubles = [
      () => Response.json({ code: 'rate_limited' }, { status: 429 }),
      () => Response.error(),
      () => Promise.reject(new TypeError('fetch failed')),
      () => new Response('<html>'),
      () => Response.json(null),
    ]
    for (const trouble of troubles) expect(await against(trouble).ask(anna)).toBeUndefined()
  })
  it('[L3] a damaged ledger is an empty one, and a moment of a wrong clock is dropped', async () => {
    const odd = { ledger: { answered: NOW + 9e8, dismissed: 'yesterday', shown: 7, surveys: null, orders: [1] } }
    for (const body of [odd, {}, { ledger: 'x' }])
      expect(await against(() => Response.json(body)).ask(anna)).toEqual({ ledger: EMPTY_LEDGER })
  })
  it('[L2] gives up in time', async () => {
    const hangs = ({ signal }: Request) =>
      new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    expect(await against(hangs, 5).ask(anna)).toBeUndefined()
  })
  it('wrong options are told at once', () => {
    expect(() => collectorContactHistory({ host: 'collector', project: 'pk' })).toThrow(/host/)
    expect(() => collectorContactHistory({ host: 'https://c.example', project: '' })).toThrow(/project/)
  })
})
