import type { Delivery, Response as Revision, SendOutcome } from '@frankly/core'
import { describe, expect, it, vi } from 'vitest'
import { createCollectorAdapter } from './collector.ts'

const NOW = Date.UTC(2026, 10, 21, 20)
const live = new AbortController().signal
/** Node collects a request that nobody holds, and its signal with it: nothing would abort then. */
const held: Request[] = []

function revision(id: string, number = 1): Revision {
  return {
    id,
    revision: number,
    surveyId: 's',
    surveyVersion: 1,
    status: 'completed',
    mode: 'web',
    test: false,
    locale: 'en',
    touchpoint: 'checkout',
    answers: {},
    context: {},
    consents: [],
    timings: { startedAt: NOW, updatedAt: NOW },
  }
}
const delivery = (id: string, number = 1): Delivery => ({
  id: `${id}.${number}`,
  type: 'response.completed',
  project: 'pk',
  occurredAt: NOW,
  lane: 'normal',
  attempt: 1,
  data: { response: revision(id, number) },
})

interface Seen {
  readonly url: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly request: Request
}
function against(answer: (seen: Seen, nth: number) => Response | Promise<Response>) {
  const calls: Seen[] = []
  const adapter = createCollectorAdapter({
    host: 'https://collector.example/',
    project: 'pk_demo',
    now: () => NOW,
    timeoutMs: 200,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const seen = {
        url: request.url,
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
        request,
      }
      calls.push(seen)
      return await answer(seen, calls.length)
    },
  })
  return { adapter, calls, send: (...all: Delivery[]) => adapter.sendMany!(all, live) }
}
const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } })
const problem = (code: string, more: object = {}): object => ({
  type: `urn:frankly:problem:${code}`,
  title: 'No',
  code,
  ...more,
})
const results = (...list: object[]): Response => json({ results: list, now: NOW + 5 })
const one = async (response: Response | (() => never)): Promise<SendOutcome> =>
  (await against(() => (typeof response === 'function' ? response() : response)).send(delivery('a')))[0]!

describe('collector adapter: the request', () => {
  it('is one simple request: text/plain, no further header, no credentials, no preflight', async () => {
    const { send, calls } = against(() => results({ id: 'a', revision: 1, status: 'stored' }))
    await send(delivery('a'))
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://collector.example/v1/projects/pk_demo/responses',
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=utf-8' },
    })
    expect(Object.keys(calls[0]!.headers)).toEqual(['content-type'])
    expect(calls[0]!.request.credentials).toBe('omit')
    expect(calls[0]!.request.keepalive).toBe(false)
    expect(JSON.parse(calls[0]!.body)).toEqual({ sentAt: NOW, items: [revision('a')] })
  })
  it('uses keepalive when the page is leaving, and tries once without when the shared 64 KiB are spent', async () => {
    const { adapter, calls } = against((seen) => {
      if (seen.request.keepalive) throw new TypeError('Failed to fetch')
      return results({ id: 'a', revision: 1, status: 'stored' })
    })
    const outcomes = await adapter.sendMany!([delivery('a')], live, { leaving: true, report: { '413': 1 } })
    expect(calls.map((call) => call.request.keepalive)).toEqual([true, false])
    expect(JSON.parse(calls[1]!.body).report).toEqual({ '413': 1 })
    expect(outcomes[0]!.status).toBe('delivered')
  })
  it('gives the thread back between reading many and sending them; one record and a leaving page wait for nothing', async () => {
    const steps: string[] = []
    vi.stubGlobal('scheduler', { yield: async () => void steps.push('yield') })
    const fetch = async () => {
      steps.push('fetch')
      return new Response('{}')
    }
    const { sendMany } = createCollectorAdapter({ host: 'https://c.example', project: 'pk', fetch })
    await sendMany!([delivery('a'), delivery('b')], live)
    expect(steps.splice(0)).toEqual(['yield', 'fetch'])
    await sendMany!([delivery('a')], live)
    await sendMany!([delivery('a'), delivery('b')], live, { leaving: true })
    expect(steps).toEqual(['fetch', 'fetch'])
    vi.unstubAllGlobals()
  })
  it('a host that is no address is a misuse, said at once', () => {
    expect(() => createCollectorAdapter({ host: 'collector', project: 'pk' })).toThrow(/host: expected an absolute/)
    expect(() => createCollectorAdapter({ host: 'https://c.example', project: '' })).toThrow(/project: expected/)
  })
})

describe('collector adapter: results of items', () => {
  it('every item has its own outcome, by id and revision, in any order', async () => {
    const { send } = against(() =>
      results(
        { id: 'h', revision: 1, status: 'teapot' },
        { id: 'g', revision: 1, status: 'retry', problem: problem('store_busy', { retryAfterMs: 700 }) },
        { id: 'f', revision: 1, status: 'rejected', problem: problem('item_invalid', { detail: 'no answers' }) },
        { id: 'e', revision: 1, status: 'rejected', problem: { code: 'blocked_by_waf' } },
        { id: 'c', revision: 1, status: 'stale' },
        { id: 'b', revision: 2, status: 'duplicate' },
        { id: 'a', revision: 1, status: 'stored', receipt: { code: 'K7M4-2QXD-9' } },
      ),
    )
    const outcomes = await send(...'abcdefgh'.split('').map((id) => delivery(id, id === 'b' ? 2 : 1)))
    expect(outcomes).toEqual([
      { status: 'delivered', receipt: { code: 'K7M4-2QXD-9' }, now: NOW + 5 },
      { status: 'delivered', now: NOW + 5 },
      { status: 'delivered', now: NOW + 5 },
      { status: 'retry', scope: 'item', cause: 'no result' },
      { status: 'retry', scope: 'item', cause: 'no result' },
      { status: 'rejected', scope: 'item', code: 'item_invalid', detail: 'no answers' },
      { status: 'retry', scope: 'item', cause: 'store_busy', afterMs: 700 },
      { status: 'retry', scope: 'item', cause: 'no result' },
    ])
  })
  const mine = (writer?: string): Delivery => {
    const made = delivery('a', 2)
    if (made.type !== 'response.completed') throw new Error('wrong sample')
    return writer === undefined ? made : { ...made, data: { response: { ...made.data.response, writer } } }
  }
  const told = async (result: object, writer?: string): Promise<SendOutcome> =>
    (await against(() => results({ id: 'a', revision: 2, ...result })).send(mine(writer)))[0]!
  it.each([
    ['stale under my own later revision', { status: 'stale', has: { revision: 3, writer: 'me' } }, 'delivered'],
    ['stale, told by a collector that knows no writers', { status: 'stale' }, 'delivered'],
    ['stored, duplicate', { status: 'duplicate', has: { revision: 5, writer: 'she' } }, 'delivered'],
  ])('%s: delivered', async (_name, result, status) => {
    expect(await told(result, 'me')).toMatchObject({ status })
  })
  it.each([
    ['stale under another writer', { status: 'stale', has: { revision: 7, writer: 'she' } }, 7],
    ['stale under a writer without a name', { status: 'stale', has: { revision: 7 } }, 7],
    ['a conflict', { status: 'conflict', has: { revision: 2, writer: 'she' } }, 2],
    ['a conflict at a collector that knows no writers', { status: 'conflict', problem: problem('conflict') }, 2],
  ])('%s is not delivered: overtaken, with the revision that is there', async (_name, result, theirs) => {
    expect(await told(result, 'me')).toEqual({ status: 'overtaken', revision: theirs, now: NOW + 5 })
  })
  it('stale where neither names a writer: delivered, as before', async () => {
    expect(await told({ status: 'stale', has: { revision: 3 } })).toMatchObject({ status: 'delivered' })
  })
  it('an erased response: nobody has it, so it is neither told as sent nor sent again under another id', async () => {
    expect(await told({ status: 'stale', erased: true }, 'me')).toEqual({ status: 'skipped', reason: 'erased' })
  })
  it('an ack of revision 1 does not settle revision 2', async () => {
    const { send } = against(() => results({ id: 'a', revision: 1, status: 'stored' }))
    const outcomes = await send(delivery('a', 1), delivery('a', 2))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['delivered', 'retry'])
  })
  it('hostile results (null, numbers, strings) never throw', async () => {
    const outcome = await one(json({ results: [null, 5, 'x', { id: 'a' }] }))
    expect(outcome).toMatchObject({ status: 'retry', scope: 'item' })
  })
})

describe('collector adapter: the whole reply', () => {
  it.each([
    ['HTML instead of JSON', () => new Response('<html>ok</html>')],
    ['a truncated body', () => new Response('{"results":[{"id":"a"')],
    ['204 without a body', () => new Response(null, { status: 204 })],
    ['200 null', () => new Response('null')],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })],
    ['an error reply', () => Response.error()],
  ])('%s is no ack: retry', async (_name, make) => {
    expect(await one(make())).toMatchObject({ status: 'retry', scope: 'destination' })
  })
  it('a body cut off by a reset is no ack: retry', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"results":['))
        controller.error(new TypeError('terminated'))
      },
    })
    expect(await one(new Response(body))).toMatchObject({ status: 'retry', scope: 'destination' })
  })
  it('no answer in time is a retry', async () => {
    const { send, calls } = against(
      (seen) =>
        new Promise((_, no) => {
          held.push(seen.request)
          seen.request.signal.addEventListener('abort', () => no(seen.request.signal.reason))
        }),
    )
    expect(await send(delivery('a'))).toMatchObject([{ status: 'retry', scope: 'destination', cause: 'timeout' }])
    expect(calls).toHaveLength(1)
  })
  it.each([400, 413, 422])('%i with our own problem: one of the batch is at fault', async (status) => {
    const outcome = await one(json(problem('body_too_large', { detail: 'items[0]' }), { status }))
    expect(outcome).toEqual({ status: 'rejected', scope: 'batch', code: 'body_too_large', detail: 'items[0]' })
  })
  it('our own word that the body cannot be read: it was damaged on the way, so it comes again', async () => {
    const outcome = await one(json(problem('body_unreadable'), { status: 400 }))
    expect(outcome).toMatchObject({ status: 'retry', scope: 'destination' })
  })
  it.each([401, 403, 404, 410])('%i with our own problem pauses the key, keeps everything', async (status) => {
    expect(await one(json(problem('project_unknown'), { status }))).toMatchObject({ status: 'retry', scope: 'paused' })
  })
  it.each([400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 414, 415, 417, 421, 422, 426, 428, 431, 451, 511])(
    '%i of a stranger (a page, other JSON, nothing) is no word on an answer: later',
    async (status) => {
      for (const body of ['<html>Blocked</html>', '{"code":"waf","title":"No","detail":"x"}', '[]', 'null', '']) {
        const outcome = await one(new Response(body, { status }))
        expect(outcome, body).toMatchObject({ status: 'retry', scope: 'destination' })
      }
    },
  )
  it('413 of a stranger: fewer at once; one alone waits and is not parked', async () => {
    const { send } = against(() => new Response('<html>Request Entity Too Large</html>', { status: 413 }))
    for (const outcome of await send(delivery('a'), delivery('b')))
      expect(outcome).toMatchObject({ status: 'rejected', scope: 'batch' })
    expect(await send(delivery('a'))).toMatchObject([{ status: 'retry', scope: 'item' }])
  })
  it.each([408, 425, 429, 500, 502, 503, 504])('%i is a retry of the destination', async (status) => {
    expect(await one(json({ retryAfterMs: 1200 }, { status }))).toMatchObject({
      status: 'retry',
      scope: 'destination',
      afterMs: 1200,
    })
  })
  it.each([
    ['7', {}, 7000],
    [new Date(NOW + 9000).toUTCString(), {}, 9000],
    [new Date(NOW + 9000).toUTCString(), { date: new Date(NOW + 4000).toUTCString() }, 5000],
    ['-7', {}, undefined],
    ['soon', {}, undefined],
    ['1e3', {}, undefined],
    [new Date(NOW - 9000).toUTCString(), {}, undefined],
  ])('Retry-After: %s', async (said, more, afterMs) => {
    const outcome = await one(new Response('', { status: 503, headers: { 'retry-after': said, ...more } }))
    expect(outcome).toMatchObject({ status: 'retry' })
    expect((outcome as { afterMs?: number }).afterMs).toBe(afterMs)
  })
})

describe('collector adapter: other deliveries', () => {
  const erased: Delivery = {
    ...delivery('e'),
    type: 'subject.erased',
    data: { subjectId: 'u1', responseIds: ['a'] },
  } as Delivery
  it('an erasure goes to its own path; a collector without that path does not pause the answers', async () => {
    const { send, calls } = against(() => json({ erased: 1, now: NOW }))
    expect(await send(erased)).toEqual([{ status: 'delivered' }])
    expect(calls[0]!.url).toBe('https://collector.example/v1/projects/pk_demo/erasures')
    expect(JSON.parse(calls[0]!.body)).toEqual({ sentAt: NOW, subjectId: 'u1', responseIds: ['a'] })
    expect(await against(() => json(problem('not_found'), { status: 404 })).send(erased)).toMatchObject([
      { status: 'rejected', code: 'erase_unsupported' },
    ])
  })
  it.each([
    [200, '<html>Welcome to our Wi-Fi</html>'],
    [204, null],
    [404, '<html>Not found</html>'],
    [302, null],
    [413, 'no'],
  ])('an erasure answered by a stranger (%i) is not done: later', async (status, body) => {
    const { send } = against(() => new Response(body, { status }))
    expect(await send(erased)).toMatchObject([{ status: 'retry' }])
  })
  it('a case without a response is not for the collector', async () => {
    const opened = { ...delivery('c'), type: 'case.opened', data: { case: {} } } as unknown as Delivery
    expect(await against(() => Response.error()).send(opened)).toMatchObject([
      { status: 'rejected', code: 'unsupported_delivery' },
    ])
  })
})
