import { generateKeyPairSync } from 'node:crypto'
import type { Delivery, Response as Revision } from '@frankly/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Answer, send, wire } from '../../test/support/wire.ts'
import { createGa4Adapter } from '../browser/ga4.ts'
import { createHubspotFormsAdapter } from '../browser/hubspot-forms.ts'
import { createSentryFeedbackAdapter } from '../browser/sentry-feedback.ts'
import { sampleDelivery } from '../testing/samples.ts'
import { createAmocrmAdapter } from './amocrm.ts'
import { createBitrix24Adapter } from './bitrix24.ts'
import { createClickhouseAdapter } from './clickhouse.ts'
import { createGoogleSheetsAdapter } from './google-sheets.ts'
import { createHubspotTicketsAdapter } from './hubspot-tickets.ts'
import { createKlaviyoAdapter } from './klaviyo.ts'
import { createS3Adapter } from './s3.ts'

const TOKEN = 'pat-eu1-0123456789'
const live = new AbortController().signal
afterEach(() => vi.useRealTimers())

/** The sample of a completed response, with its answers and complaint changed. */
function completed(change: Partial<Revision>, number = 1): Delivery {
  const sample = sampleDelivery('response.completed', { number })
  if (sample.type !== 'response.completed') throw new Error('another sample was wanted')
  return { ...sample, data: { response: { ...sample.data.response, ...change } } }
}

describe('[F21] told delivered only what is there', () => {
  it('bitrix24 takes leads and deals alone: other items would keep the title and drop the complaint', () => {
    const make = (entityTypeId: number) =>
      createBitrix24Adapter({ url: 'https://a.bitrix24.ru/rest/1/abcdef12/', entityTypeId: entityTypeId as 1 })
    for (const type of [1, 2]) expect(make(type).name).toBe('bitrix24')
    for (const type of [3, 7, 31, 128, 0, 1.5]) expect(() => make(type), String(type)).toThrow('entityTypeId')
  })

  it('hubspot-forms without an e-mail is skipped, with no request', async () => {
    const { fetch, sent } = wire([200])
    const adapter = createHubspotFormsAdapter({ portalId: '1', formId: '0123456789', fetch })
    const { answers } = (sampleDelivery('response.completed') as Extract<Delivery, { type: 'response.completed' }>).data
      .response
    const bare = Object.fromEntries(Object.entries(answers).filter(([, { kind }]) => kind !== 'contact'))
    expect(await adapter.send(completed({ answers: bare }), live)).toEqual({ status: 'skipped', reason: 'no_email' })
    expect(sent).toHaveLength(0)
  })

  it('an erasure in S3 deletes the key that is listed, however XML writes it, and is done when a new list is empty', async () => {
    const list = (...keys: readonly string[]): string =>
      `<?xml version="1.0"?><ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`
    const calls: string[] = []
    const lists = [
      list('f/it&apos;s/a&#39;b&#x27;c&amp;lt;d&quot;.json'),
      list('f/left.json'),
      list('f/left.json'),
      list(),
    ]
    const adapter = createS3Adapter({
      endpoint: 'https://s3.example',
      bucket: 'bucket',
      accessKeyId: 'AK',
      secretAccessKey: 'SK-0123456789',
      fetch: async (input, init) => {
        const { method, url } = new Request(input, init)
        calls.push(`${method} ${decodeURIComponent(new URL(url).pathname)}`)
        return method === 'DELETE' ? new Response(null, { status: 204 }) : new Response(lists.shift(), { status: 200 })
      },
    })
    const erased = sampleDelivery('subject.erased')
    const one = { ...erased, data: { responseIds: ['r-1'] } } as Delivery
    expect(await adapter.send(one, live)).toMatchObject({ status: 'retry', cause: 'more to delete' })
    expect(calls[1]).toBe(`DELETE /bucket/f/it's/a'b'c&lt;d".json`)
    expect(await adapter.send(one, live)).toEqual({ status: 'delivered' })
    const garbage = createS3Adapter({
      endpoint: 'https://s3.example',
      bucket: 'bucket',
      accessKeyId: 'AK',
      secretAccessKey: 'SK-0123456789',
      fetch: async () => new Response('<html>welcome</html>', { status: 200 }),
    })
    expect(await garbage.send(one, live)).toMatchObject({ status: 'retry' })
  })

  it('sentry-feedback says when it is sent, not when the answer was given', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 11, 24, 18) })
    let body = ''
    const fetch: typeof globalThis.fetch = async (input, init) => {
      body = await new Request(input, init).text()
      return new Response('{}', { status: 200 })
    }
    const adapter = createSentryFeedbackAdapter({ dsn: 'https://abc@o1.ingest.sentry.io/1', fetch })
    expect(await adapter.send(sampleDelivery('response.completed'), live)).toEqual({ status: 'delivered' })
    const [head, , event] = body.split('\n').map((line) => JSON.parse(line))
    expect(head.sent_at).toBe('2026-12-24T18:00:00.000Z')
    expect(event.timestamp).toBe(sampleDelivery('response.completed').occurredAt / 1000)
  })
})

describe('[F22] what would pass later is not refused for good', () => {
  it.each([423, 477])('hubspot %i waits as long as HubSpot says', async (status) => {
    const { fetch } = wire([status, { category: 'MIGRATION_IN_PROGRESS', message: 'later' }, { 'retry-after': '120' }])
    const adapter = createHubspotTicketsAdapter({ token: TOKEN, fetch })
    expect(await send(adapter)).toMatchObject({ status: 'retry', afterMs: 120_000 })
  })

  it('hubspot gives the worst news HIGH; URGENT only where the shop says that its portal has it', async () => {
    const bad = completed({ complaint: { severity: 'critical' } })
    const priority = async (urgent?: true) => {
      const { fetch, sent } = wire([201, { id: '1' }])
      await createHubspotTicketsAdapter({ token: TOKEN, ...(urgent && { urgent }), fetch }).send(bad, live)
      return (sent.at(-1)!.json as { properties: { hs_ticket_priority: string } }).properties.hs_ticket_priority
    }
    expect(await priority()).toBe('HIGH')
    expect(await priority(true)).toBe('URGENT')
  })

  it('google-sheets: invalid_grant by a wrong clock is tried again, by a deleted key it is final', async () => {
    const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    })
    const account = { client_email: 'a@b.iam.gserviceaccount.com', private_key: privateKey.toString() }
    const outcome = (words: string, date = new Date()) => {
      const no: Answer = [400, { error: 'invalid_grant', error_description: words }, { date: date.toUTCString() }]
      return createGoogleSheetsAdapter({ spreadsheetId: '0123456789ab', account, fetch: wire(no).fetch }).send(
        sampleDelivery('response.completed'),
        live,
      )
    }
    const clock =
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.'
    expect(await outcome(clock)).toMatchObject({ status: 'retry' })
    expect(await outcome('Invalid JWT Signature.', new Date(Date.now() + 3_600_000))).toMatchObject({ status: 'retry' })
    expect(await outcome('Invalid grant: account not found')).toMatchObject({
      status: 'rejected',
      code: 'invalid_grant',
    })
  })

  it('amocrm: a repeat that is there already is delivered; another fault stays a refusal', async () => {
    const no = (code: string, path: string, detail: string): Answer => [
      400,
      { 'validation-errors': [{ request_id: '0', errors: [{ code, path, detail }] }] },
    ]
    const outcome = (answer: Answer) =>
      send(createAmocrmAdapter({ subdomain: 'shop', token: TOKEN, fetch: wire(answer).fetch }))
    expect(await outcome(no('AlreadyExists', 'source_uid', 'Unsorted with this uid already exists'))).toEqual({
      status: 'delivered',
    })
    expect(await outcome(no('NotSupportedChoice', 'pipeline_id', 'no such choice'))).toMatchObject({
      status: 'rejected',
    })
  })

  it('clickhouse: an exception that never heals is a refusal, an overload a retry', async () => {
    const outcome = (code: number) => {
      const answer: Answer = [
        500,
        `Code: ${code}. DB::Exception: words`,
        { 'x-clickhouse-exception-code': String(code) },
      ]
      return createClickhouseAdapter({ url: 'http://click.example', fetch: wire(answer).fetch }).send(
        sampleDelivery('answer.saved'),
        live,
      )
    }
    // no such column, table, database; wrong user or password; read-only; no such function, codec, engine, user
    for (const code of [16, 60, 81, 516, 164, 46, 47, 36, 6, 72, 349, 70])
      expect(await outcome(code), String(code)).toMatchObject({ status: 'rejected' })
    // too many parts, queries, memory; time-out; network; keeper
    for (const code of [252, 202, 241, 159, 210, 999, 242])
      expect(await outcome(code), String(code)).toMatchObject({ status: 'retry' })
  })
})

describe('[F23] the right person and the right answer', () => {
  it.each([
    ['+44 20 7946 0958 ext. 12', undefined],
    ['+44 20 7946 0958 x12', undefined],
    ['+44 20 7946 0958 #12', undefined],
    ['+44 20 7946 0958;ext=12', undefined],
    ['+44 20 7946 0958, 12', undefined],
    ['+7 495 123-45-67 доб. 12', undefined],
    ['+1 212 555 0100 / +1 212 555 0101', undefined],
    ['020 7946 0958', undefined],
    ['+0123456789', undefined],
    ['+123', undefined],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+7 (495) 123-45-67', '+74951234567'],
    [' +442079460958 ', '+442079460958'],
  ])('klaviyo: %s as %s', async (phone, wanted) => {
    const { fetch, sent } = wire([202])
    const adapter = createKlaviyoAdapter({ apiKey: 'pk_0123456789', consent: () => true, contact: true, fetch })
    const consents = [
      { purpose: 'marketing', granted: true, textVersion: '1', at: 1 },
      { purpose: 'contact', granted: true, textVersion: '1', at: 1 },
    ]
    const answers = { reach: { kind: 'contact', channel: 'phone', address: phone } } as never
    await adapter.send(completed({ answers, consents }), live)
    expect(
      sent[0]!.body.includes('phone_number') ? /"phone_number":"([^"]+)"/.exec(sent[0]!.body)![1] : undefined,
    ).toBe(wanted)
  })

  it('ga4: what a tag manager would keep of the last answer is unset with the next', async () => {
    const layer: Record<string, unknown>[] = []
    Object.assign(globalThis, { dataLayer: layer })
    try {
      const adapter = createGa4Adapter({ via: 'dataLayer', consent: () => true })
      const rated = { rate: { kind: 'rating', value: 1 } } as const
      await adapter.send(completed({ answers: rated, complaint: { severity: 'critical' } }, 1), live)
      const { complaint: _, ...happy } = (
        sampleDelivery('response.completed', { number: 2 }) as Extract<Delivery, { type: 'response.completed' }>
      ).data.response
      const second = {
        ...completed({}, 2),
        data: { response: { ...happy, answers: { words: { kind: 'text', text: 'Fine' } } } },
      } as Delivery
      await adapter.send(second, live)
      // what a tag sees after both pushes
      const model = Object.assign({}, ...layer) as Record<string, unknown>
      expect(layer[0]).toMatchObject({ complaint: 'critical', rating: 1, rating_rate: 1 })
      expect([model['complaint'], model['rating'], model['rating_rate']]).toEqual([undefined, undefined, undefined])
    } finally {
      Reflect.deleteProperty(globalThis, 'dataLayer')
    }
  })
})
