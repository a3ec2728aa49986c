import type { SendOutcome } from '@frankly/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultsOf, readOptions } from '../options/read-options.ts'
import type { OutboxRow } from '../store/ports.ts'
import { openDestinations, tryDestinations } from './destinations.ts'
import { createGuardedFetch, PrivateAddressError } from './guarded-fetch.ts'
import { loadAdapter } from './load-adapter.ts'
import { GIVE_UP_AFTER, restAfter, waitAfter } from './schedule.ts'
import { verdictOn } from './verdict.ts'

const row: OutboxRow = {
  project: 'p',
  id: 'r.1',
  destination: 'd',
  lane: 'normal',
  state: 'waiting',
  attempts: 3,
  nextAt: 0,
  createdAt: 1000,
  delivery: {
    id: 'r.1',
    type: 'subject.erased',
    project: 'p',
    occurredAt: 1,
    lane: 'normal',
    attempt: 3,
    data: { responseIds: [] },
  },
}
const judge = (outcome: SendOutcome, now = 2000, failures = 1) => verdictOn(row, outcome, failures, now, () => 0.5)
const around = { dataDir: '/data', baseDir: '/base', env: { KEY: `whsec_${Buffer.alloc(24).toString('base64')}` } }

function read(destinations: readonly unknown[], more: Record<string, unknown> = {}) {
  const project = { shop: 'S', origins: [], surveys: [], destinations, ...more }
  return readOptions({ projects: { p: project } }, around)
}

describe('outbox: when', () => {
  it('[O4] waits are random up to a doubling step, at most 4 h, never below what was asked for', () => {
    const unit = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), unit, (attempts, random) => {
        const wait = waitAfter(attempts, undefined, () => random)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(Math.min(4 * 3_600_000, 5000 * 2 ** (attempts - 1)))
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 86_400_000 }),
        unit,
        (n, floor, random) => {
          expect(waitAfter(n, floor, () => random)).toBeGreaterThanOrEqual(floor)
          expect(restAfter(n, floor, () => random)).toBeGreaterThanOrEqual(floor)
        },
      ),
    )
    for (const nonsense of [-5, Number.NaN, 1e15]) expect(waitAfter(1, nonsense, () => 0.5)).toBeLessThan(1e9)
  })

  it('[O5] a destination that fails rests a quarter to the whole of a doubling step, at most 5 min', () => {
    expect([1, 2, 3, 20].map((n) => restAfter(n, undefined, () => 0))).toEqual([250, 500, 1000, 75_000])
    expect(restAfter(20, undefined, () => 0.999)).toBeLessThanOrEqual(300_000)
  })

  it('[O5] trouble with one item lets the others go on', () => {
    expect(judge({ status: 'retry', scope: 'item', cause: 'x' })).not.toHaveProperty('restMs')
    expect(judge({ status: 'retry', scope: 'destination', cause: 'x' })).toHaveProperty('restMs')
    expect(judge({ status: 'retry', cause: 'x' })).toHaveProperty('restMs')
  })

  it('[O6] after five days a row is given up; a refusal is final at once; 410 rests the destination', () => {
    const late = judge({ status: 'retry', cause: new Error('down') }, 1000 + GIVE_UP_AFTER)
    expect(late).toMatchObject({ row: 'dead', detail: 'given up after 3 attempts: down' })
    expect(judge({ status: 'rejected', code: 'http_400', detail: 'no' })).toEqual({
      row: 'dead',
      detail: 'http_400: no',
    })
    expect(judge({ status: 'rejected', code: 'http_410', detail: '' })).toMatchObject({
      row: 'dead',
      restMs: 3_600_000,
    })
  })

  it('[F3] what is skipped is done with, and rests nobody', () => {
    expect(judge({ status: 'skipped', reason: 'event' })).toEqual({ row: 'done' })
  })

  it('the reason is one short line, with what stands behind a wrapped error', () => {
    const cause = new TypeError('fetch failed', { cause: new Error('connect\nECONNREFUSED \0') })
    expect(judge({ status: 'retry', cause })).toMatchObject({ detail: 'fetch failed: connect ECONNREFUSED' })
    const long = judge({ status: 'rejected', code: 'x', detail: 'y'.repeat(5000) })
    expect(long.row === 'dead' && long.detail.length).toBe(300)
    expect(judge({ status: 'retry' })).toMatchObject({ detail: 'no answer' })
  })
})

describe('outbox: where', () => {
  it('[O10] a name of this machine is refused by the system’s own resolver too', async () => {
    const guarded = createGuardedFetch()
    const error = await guarded.fetch('http://localhost:8080/').catch((cause: unknown) => cause)
    expect((error as Error).cause).toBeInstanceOf(PrivateAddressError)
    await guarded.close()
  })
})

describe('outbox: whom', () => {
  it('[O9] every fault of the file and of its destinations at once, none told twice', async () => {
    const { options, faults } = read([
      { id: 'a b', adapter: 'webhook', options: { url: 'ftp://x', secrets: [{ env: 'KEY' }] } },
      { id: 'ok', adapter: 'webhok', options: {} },
      { id: 'ok', adapter: 'ga4' },
      { id: 'h', adapter: 'http', options: { url: 'nowhere' } },
      { id: 's', adapter: 'webhook', options: { url: 'https://x.example', secrets: [{ env: 'UNSET' }] } },
      { id: 'c', adapter: 'custom', events: ['answer.eaten'], concurrency: 0, allowPrivate: 'yes' },
    ])
    const { faults: more } = await tryDestinations(options, faults)
    const at = (path: string) => `projects.p.destinations${path}`
    expect([...faults, ...more].map(({ path }) => path).sort()).toEqual(
      [
        at('[0].id'),
        at('[1].adapter'),
        at('[2].id'),
        at('[3].options.url'),
        at('[4].options.secrets[0]'),
        at('[5].allowPrivate'),
        at('[5].concurrency'),
        at('[5].events[0]'),
      ].sort(),
    )
    expect(more.find(({ path }) => path.endsWith('.adapter'))?.hint).toMatch(/known are .*webhook/)
  })

  it('[O9] adapters of pages and of programs are refused with the reason', async () => {
    const why = async (name: string) => faultsOf(await loadAdapter(name, {}).catch((error: unknown) => error))[0]?.hint
    expect(await why('ga4')).toMatch(/page/)
    expect(await why('memory')).toMatch(/program/)
    expect(await why('testing')).toMatch(/known are/)
    expect(await why('../core')).toMatch(/known are/)
  })

  it('[O9] every adapter that the package exports has its factory where the outbox looks for it', async () => {
    const hint = faultsOf(await loadAdapter('?', {}).catch((error: unknown) => error))[0]!.hint!
    for (const name of hint.replace('known are ', '').split(', ')) {
      const made = await loadAdapter(name, {}).catch((error: unknown) => error)
      // Made of nothing it names an option that is missing, or needs none.
      expect(faultsOf(made).length > 0 || typeof (made as { send?: unknown }).send === 'function', name).toBe(true)
    }
  })

  it('[F3] a destination that can hear nothing is refused at the start: path, what it waits for, what to write', async () => {
    const url = 'https://abroad.example/hook'
    const github = { token: 'github_pat_1234567890', repository: 'shop/feedback' }
    const secrets = [{ env: 'KEY' }]
    const { options, faults } = read([
      { id: 'tracker', adapter: 'github-issues', options: github },
      { id: 'cases', adapter: 'webhook', events: ['case.opened', 'praise.created'], options: { url, secrets } },
      { id: 'none', adapter: 'webhook', events: [], options: { url, secrets } },
      { id: 'on-none', adapter: 'webhook', options: { url, secrets, on: [] } },
      { id: 'on-cases', adapter: 'webhook', options: { url, secrets, on: ['case.updated'] } },
      { id: 'typo', adapter: 'webhook', options: { url, secrets, on: ['response.complete'] } },
      {
        id: 'crossed',
        adapter: 'webhook',
        events: ['answer.saved'],
        options: { url, secrets, on: ['response.completed'] },
      },
      { id: 'told', adapter: 'github-issues', events: ['bad-news'], options: github },
      { id: 'erasures', adapter: 'webhook', events: ['subject.erased'], options: { url, secrets } },
    ])
    const { faults: more, close } = await tryDestinations(options, faults)
    await close()
    const at = (path: string) => `projects.p.destinations${path}`
    expect([...faults, ...more].map(({ path }) => path)).toEqual([
      at('[2].events'),
      at('[0].adapter'),
      at('[1].events'),
      at('[3].options.on'),
      at('[4].options.on'),
      at('[5].options.on[0]'),
      at('[6].events'),
    ])
    for (const { hint } of [faults[0]!, more[0]!, more[1]!]) expect(hint).toContain('"events": ["bad-news"]')
    expect(more[0]).toMatchObject({ found: 'github-issues, which by itself waits for case.opened' })
  })

  it('[O11] [O12] destinations are gated, and hear of erasures beside their events', async () => {
    const options = { url: 'https://abroad.example/hook', secrets: [{ env: 'KEY' }] }
    const { options: all } = read([{ id: 'd', adapter: 'webhook', events: ['bad-news'], options }], {
      privacy: { region: 'ru' },
    })
    const opened = await openDestinations(all)
    expect(opened.list[0]?.adapter.carries).toEqual({ contact: false, text: false, order: false, subject: false })
    await opened.close()
    const { options: less } = read([{ id: 'd', adapter: 'webhook', carries: { text: false }, options }])
    const gated = await openDestinations(less)
    expect(gated.list[0]?.adapter.carries).toEqual({ contact: true, text: false, order: true, subject: true })
    await gated.close()
  })
})
