import { EMPTY_LEDGER, type Ledger, type Survey } from '@frankly/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import type { VisitFacts } from '../loader/surface.ts'
import type { AppCore } from './core.ts'
import { chooseNow, refuse } from './decide-now.ts'

afterEach(() => vi.unstubAllGlobals())

const asked = (targeting: Survey['targeting'] = {}): Survey =>
  surveyOf([[{ kind: 'rating', id: 'q', scale: 'csat5', text: 'How?' }]], {
    targeting: { triggers: [{ on: 'purchase' }], ...targeting },
  })

const anna = { id: 'anna', signature: 'v1.k1.1.s' }
/** What the rules see of a page with a customer. */
const coreOf = (facts: Partial<VisitFacts> = {}, own?: Ledger, host = 'https://feedback.example'): AppCore =>
  ({
    host: {
      settings: { host, project: 'pk' },
      facts: { signs: [], tags: {}, locale: 'en', test: false, startedAt: Date.now(), ...facts },
      emit: vi.fn(),
    },
    book: { read: () => own },
    memory: { get: () => undefined, set: vi.fn() },
    config: () => ({ governor: {} }),
    floats: [],
  }) as unknown as AppCore

/** A collector that answers every question about a customer with this ledger. */
const collector = (ledger: Partial<Ledger>) => {
  const fetch = vi.fn(async (_url: string, _init?: RequestInit) =>
    Response.json({ ledger: { ...EMPTY_LEDGER, ...ledger } }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

describe('[L7] the collector tells of exactly the subject and the order asked about', () => {
  it('who answered on the phone is not asked again on the laptop', async () => {
    const fetch = collector({ answered: Date.now() - 1000 })
    const core = coreOf({ subject: anna, signs: [{ from: 'call', route: 0, raw: { orderId: 'A-1' } }] })
    expect(await refuse(core, asked(), { on: 'purchase' })).toEqual({ shown: false, reason: 'gap-answered' })
    expect(await chooseNow(core, [asked()], { on: 'purchase' })).toBeUndefined()
    // the order has no signature: nothing is asked about it
    const [[url, init] = [], ...more] = fetch.mock.calls
    expect([url, init?.body, more]).toEqual([
      'https://feedback.example/v1/projects/pk/standing',
      JSON.stringify({ subject: anna }),
      [],
    ])
  })

  it('[L2] what this device knows counts beside it', async () => {
    collector({})
    const core = coreOf({ subject: anna }, { ...EMPTY_LEDGER, dismissed: Date.now() - 1000 })
    expect(await refuse(core, asked(), { on: 'purchase' })).toMatchObject({ reason: 'gap-dismissed' })
  })

  it.each([
    ['a customer nobody knows', coreOf()],
    ['[F16] a customer without a signature', coreOf({ subject: { id: 'anna' } })],
    ['a shop without a collector', coreOf({ subject: anna }, undefined, '')],
  ])('%s: nobody is asked', async (_who, core) => {
    const fetch = collector({ answered: Date.now() })
    expect(await refuse(core, asked(), { on: 'purchase' })).toBeUndefined()
    expect(fetch).not.toHaveBeenCalled()
  })

  it('a collector that fails does not keep the question back', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    expect(await refuse(coreOf({ subject: anna }), asked(), { on: 'purchase' })).toBeUndefined()
  })
})

it('[T5] `matches` takes a subset of regular expressions, in the widget too', async () => {
  const core = coreOf()
  const matching = (value: string): Survey => asked({ url: { op: 'matches', value } })
  expect(await refuse(core, matching('^\\w+:.*'), { on: 'purchase' })).toBeUndefined()
  expect(await refuse(core, matching('/thank-?you$'), { on: 'purchase' })).toEqual({ shown: false, reason: 'url' })
})
