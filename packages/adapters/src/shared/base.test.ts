import type { Delivery, SendOutcome } from '@frankly/core'
import { DELIVERY_TYPES } from '@frankly/core/wire'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGa4Adapter } from '../browser/ga4.ts'
import { createPosthogAdapter } from '../browser/posthog.ts'
import { createCustomAdapter } from '../custom.ts'
import { createHttpAdapter } from '../http.ts'
import { createMemoryAdapter } from '../memory.ts'
import { createPostMessageAdapter } from '../post-message.ts'
import { createSlackAdapter } from '../server/slack.ts'
import { createWebhookAdapter } from '../server/webhook.ts'
import { sampleDelivery } from '../testing/samples.ts'
import type { HttpReply } from './http-call.ts'
import { outcomeOf } from './outcome.ts'
import { withPrivacy } from './privacy.ts'
import { fill } from './template.ts'
import { toJson } from './wire-body.ts'

const live = new AbortController().signal
const full = sampleDelivery('response.completed')
const reply = (status: number, headers: Record<string, string> = {}, text = ''): HttpReply => ({
  status,
  header: (name) => headers[name],
  text,
  json: text.startsWith('{') ? JSON.parse(text) : undefined,
})

afterEach(() => vi.unstubAllGlobals())

describe('one table of outcomes', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [0, 'retry'],
    [302, 'retry'],
    [408, 'retry'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [599, 'retry'],
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [410, 'rejected'],
    [451, 'rejected'],
  ] as const)('%i is %s', (status, wanted) => {
    expect(outcomeOf(reply(status)).status).toBe(wanted)
  })
  it('a floor: the destination’s own way before Retry-After', () => {
    const rules = { floor: () => 5000 }
    expect(outcomeOf(reply(429, { 'retry-after': '9' }), rules)).toMatchObject({ afterMs: 5000 })
    expect(outcomeOf(reply(503, { 'retry-after': '9' }))).toMatchObject({ afterMs: 9000 })
  })
  it('the reason is told, secrets in it are not', () => {
    const outcome = outcomeOf(reply(403, {}, '{"error":{"message":"token xoxb-1 is bad"}}'), { secrets: ['xoxb-1'] })
    expect(outcome).toEqual({ status: 'rejected', scope: 'item', code: 'http_403', detail: 'token [secret] is bad' })
  })
})

describe('an adapter that needs a secret', () => {
  it('throws server-only in a page, before anything else', () => {
    vi.stubGlobal('document', {})
    vi.stubGlobal('process', undefined)
    expect(() => createSlackAdapter({ url: 'x' })).toThrow(/server-only: slack: expected a server/)
    expect(() => createWebhookAdapter({ url: 'x', secrets: [] })).toThrow(/server-only/)
  })
  it('says so in its type and value', () => {
    const adapter: { runsOn: 'server' } = createSlackAdapter({ url: 'https://hooks.slack.com/services/T1/B1/x1' })
    expect(adapter.runsOn).toBe('server')
  })
})

describe('misuse is an error at once, and shows no secret', () => {
  it.each([
    ['url', () => createHttpAdapter({ url: '/feedback' })],
    ['headers', () => createHttpAdapter({ url: 'https://a.example', encoding: 'simple', headers: { a: 'b' } })],
    ['on[0]', () => createHttpAdapter({ url: 'https://a.example', on: ['response.done' as never] })],
    ['send', () => createCustomAdapter({ send: 1 as never })],
    ['limit', () => createMemoryAdapter({ limit: 0 })],
    ['consent', () => createPosthogAdapter({ apiKey: 'phc', consent: undefined as never })],
    ['event', () => createGa4Adapter({ event: '1x' })],
    ['target', () => createPostMessageAdapter()],
    ['url', () => createSlackAdapter({ url: 'https://hooks.slack.com/secret-part' })],
    ['secrets[0]', () => createWebhookAdapter({ url: 'https://a.example', secrets: ['secret-part'] })],
  ])('%s', (path, make) => {
    expect(make).toThrow(`option-invalid: ${path}: expected`)
    expect(make).not.toThrow(/secret-part/)
  })
  it('a window without an origin that may read is refused', () => {
    const parent: Record<string, unknown> = { postMessage: () => {} }
    parent['window'] = parent
    vi.stubGlobal('parent', parent)
    expect(() => createPostMessageAdapter()).toThrow(/targetOrigin/)
    expect(() => createPostMessageAdapter({ targetOrigin: '*' })).toThrow(/targetOrigin/)
    expect(createPostMessageAdapter({ targetOrigin: 'https://shop.example' }).name).toBe('post-message')
  })
})

describe('privacy at the gate', () => {
  const seen = (carries = {}, reach: 'own' | 'service' | 'analytics' = 'service', hosts = ['crm.example']) => {
    const got: Delivery[] = []
    const adapter = createCustomAdapter({
      carries,
      reach,
      hosts,
      send: (delivery): SendOutcome => {
        got.push(delivery)
        return { status: 'delivered' }
      },
    })
    return { adapter, got }
  }
  it('contact data only where declared', async () => {
    const { adapter, got } = seen({ contact: false })
    await adapter.send(full, live)
    expect(JSON.stringify(got)).not.toMatch(/ann@example/)
    expect(JSON.stringify(got)).toMatch(/parcel came wet/)
  })
  it('Global Privacy Control and no consent: nothing goes to analytics, first-party and services are not touched', async () => {
    vi.stubGlobal('navigator', { globalPrivacyControl: true })
    const { adapter, got } = seen({}, 'analytics')
    expect(await adapter.send(full, live)).toMatchObject({ status: 'skipped', reason: 'privacy_gpc' })
    expect(await seen({}, 'own').adapter.send(full, live)).toEqual({ status: 'delivered' })
    vi.unstubAllGlobals()
    expect(await withPrivacy(adapter, { gpc: () => true }).send(full, live)).toMatchObject({ reason: 'privacy_gpc' })
    expect(await withPrivacy(adapter, { consent: () => false }).send(full, live)).toMatchObject({
      reason: 'privacy_consent',
    })
    expect(got).toEqual([])
  })
  it('region ru: a foreign host gets numbers and choices, no personal data; hosts in Russia and allowed ones get all', async () => {
    const foreign = seen()
    await withPrivacy(foreign.adapter, { region: 'ru' }).send(full, live)
    expect(JSON.stringify(foreign.got)).not.toMatch(/ann@|parcel came|A-1001|u-1|gold/)
    expect(JSON.stringify(foreign.got)).toMatch(/"value":2/)
    for (const policy of [
      { region: 'ru', homeHosts: ['crm.example'] },
      { region: 'ru', allowedAbroad: ['crm.example'] },
    ] as const) {
      const allowed = seen()
      await withPrivacy(allowed.adapter, policy).send(full, live)
      expect(JSON.stringify(allowed.got)).toMatch(/ann@/)
    }
    const home = seen({}, 'service', ['api.amocrm.ru'])
    await withPrivacy(home.adapter, { region: 'ru' }).send(full, live)
    expect(JSON.stringify(home.got)).toMatch(/ann@/)
    const lookalike = seen({}, 'service', ['evil-amocrm.ru'])
    await withPrivacy(lookalike.adapter, { region: 'ru' }).send(full, live)
    expect(JSON.stringify(lookalike.got)).not.toMatch(/ann@/)
  })
  it('a policy can take away, never add', async () => {
    const { adapter, got } = seen({ contact: false })
    const gated = withPrivacy(adapter, { carries: { contact: true, text: false } })
    await gated.send(full, live)
    expect(JSON.stringify(got)).not.toMatch(/ann@|parcel came/)
    expect(gated.carries).toMatchObject({ contact: false, text: false, order: true })
  })
  it('an erasure passes every gate; where there is no call for it, it is refused and not forgotten', async () => {
    const erased = sampleDelivery('subject.erased')
    const { adapter, got } = seen()
    await withPrivacy(adapter, { region: 'ru', gpc: () => true }).send(erased, live)
    expect(got).toEqual([erased])
    const slack = createSlackAdapter({ url: 'https://hooks.slack.com/services/T1/B1/x1' })
    expect(await slack.send(erased, live)).toMatchObject({ status: 'rejected', code: 'erase_unsupported' })
    expect(await createGa4Adapter().send(erased, live)).toEqual({ status: 'skipped', reason: 'nothing_personal' })
  })
  it('what looks like a memory adapter stays one behind the gate', async () => {
    const gated = withPrivacy(createMemoryAdapter(), { carries: { contact: false } })
    await gated.send(full, live)
    expect(gated.deliveries).toHaveLength(1)
  })
})

describe('small parts', () => {
  it('a throw of one’s own function loses nothing: retry', async () => {
    const adapter = createCustomAdapter({
      send: () => {
        throw new Error('x')
      },
    })
    expect(await adapter.send(full, live)).toMatchObject({ status: 'retry' })
  })
  it('the global of a page missing is a retry, and nothing is made in the page', async () => {
    expect(await createGa4Adapter({ via: 'dataLayer' }).send(full, live)).toMatchObject({
      status: 'retry',
      scope: 'blocked',
    })
    expect('dataLayer' in globalThis).toBe(false)
  })
  it('a template takes values, so nothing that a customer writes breaks out of it', () => {
    const from = { a: { b: '"},{"x":"', n: 5, list: ['y'] } }
    expect(fill({ text: 'said {{a.b}}!', n: '{{ a.n }}', l: ['{{a.list}}'], no: '{{a.zz}}', t: true }, from)).toEqual({
      text: 'said "},{"x":"!',
      n: 5,
      l: [['y']],
      no: null,
      t: true,
    })
    expect(fill('{{constructor.name}}{{__proto__.x}}', {})).toBe('')
  })
  it('every attempt has the same bytes', async () => {
    const bodies: string[] = []
    const adapter = createHttpAdapter({
      url: 'https://a.example/x/',
      fetch: async (input, init) => {
        const request = new Request(input, init)
        bodies.push(`${request.url} ${await request.text()}`)
        return new Response('{}')
      },
    })
    for (const type of DELIVERY_TYPES)
      for (const attempt of [1, 2]) await adapter.send(sampleDelivery(type, { attempt }), live)
    expect(bodies).toHaveLength(12)
    expect(new Set(bodies).size).toBe(6)
    expect(bodies[0]).toMatch(/^https:\/\/a\.example\/x\/ /)
  })
  it('JSON that every receiver can keep: no NUL, no half of a character, everything else as it was', () => {
    const hard = ['a\u0000b', '\ud83d', '\ude00', '\\u0000 \\ud83d', '\\', '👍🏽', '\\\u0000', '"\n']
    expect(JSON.parse(toJson(hard))).toEqual(['ab', '\ufffd', '\ufffd', '\\u0000 \\ud83d', '\\', '👍🏽', '\\', '"\n'])
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(toJson(text))).toBe(text.toWellFormed().replaceAll('\0', ''))
      }),
    )
  })
  it('a redirect is not followed', async () => {
    const fetch = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
      expect(new Request(input, init).redirect).toBe('manual')
      return new Response(null, { status: 307, headers: { location: 'http://169.254.169.254/' } })
    })
    expect(await createHttpAdapter({ url: 'https://a.example', fetch }).send(full, live)).toMatchObject({
      status: 'retry',
    })
    expect(fetch).toHaveBeenCalledOnce()
  })
})
