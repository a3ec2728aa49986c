import { generateKeyPairSync } from 'node:crypto'
import type { Delivery } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { type Answer, send, wire } from '../../test/support/wire.ts'
import { createGa4Adapter } from '../browser/ga4.ts'
import { createPosthogAdapter } from '../browser/posthog.ts'
import { createSegmentAdapter } from '../browser/segment.ts'
import { firstRating, flatAnswers } from '../shared/flat-answers.ts'
import { messageOf } from '../shared/message.ts'
import { sampleDelivery } from '../testing/samples.ts'
import { createAmocrmAdapter } from './amocrm.ts'
import { createBitrix24Adapter } from './bitrix24.ts'
import { createClickhouseAdapter } from './clickhouse.ts'
import { createGoogleSheetsAdapter } from './google-sheets.ts'
import { createHubspotTicketsAdapter } from './hubspot-tickets.ts'
import { createKlaviyoAdapter } from './klaviyo.ts'
import { createPostgresAdapter } from './postgres.ts'
import { createS3Adapter } from './s3.ts'
import { createWebhookAdapter } from './webhook.ts'

const TOKEN = 'pat-eu1-0123456789'
const live = new AbortController().signal
const answer = sampleDelivery('response.completed')
const erased = { ...sampleDelivery('subject.erased'), data: { responseIds: ['r-1'] } } as Delivery
const PAGE = '<html>Please sign in to this network</html>'

type Fetch = typeof fetch
const amocrm = (fetch: Fetch) => createAmocrmAdapter({ subdomain: 'shop', token: TOKEN, fetch })
const bitrix = (fetch: Fetch) => createBitrix24Adapter({ url: 'https://a.bitrix24.ru/rest/1/abcdef12/', fetch })
const tickets = (fetch: Fetch) => createHubspotTicketsAdapter({ token: TOKEN, fetch })
const clickhouse = (fetch: Fetch) => createClickhouseAdapter({ url: 'http://click.example', fetch })
const s3 = (fetch: Fetch) =>
  createS3Adapter({
    endpoint: 'https://s3.example',
    bucket: 'bucket',
    accessKeyId: 'AK',
    secretAccessKey: 'SK-0123456789',
    fetch,
  })
const account = {
  client_email: 'a@b.iam.gserviceaccount.com',
  private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
}
const GRANT: Answer = [200, { access_token: 'token', expires_in: 3600 }]
const sheets = (...answers: readonly Answer[]) =>
  createGoogleSheetsAdapter({ spreadsheetId: '0123456789ab', account, fetch: wire(GRANT, ...answers).fetch })

describe('[F21] relatives: a 2xx that does not prove it', () => {
  it.each([
    ['amocrm', amocrm],
    ['bitrix24', bitrix],
    ['hubspot-tickets', tickets],
  ] as const)('%s: an empty 204, a 200 or 202 without the thing made is no delivery', async (_, make) => {
    for (const one of [[204], [200, PAGE], [202, {}]] as const)
      expect(await send(make(wire(one).fetch)), String(one)).toMatchObject({ status: 'retry' })
  })

  it('google-sheets: an append and an erasure are done when Google names what it changed', async () => {
    for (const one of [[204], [200, PAGE], [202, {}]] as const) {
      expect(await sheets(one).send(answer, live)).toMatchObject({ status: 'retry' })
      const rows: Answer = [200, { range: 'A:B', values: [['d-1', 'r-1']] }]
      expect(await sheets(rows, one).send(erased, live)).toMatchObject({ status: 'retry' })
    }
  })

  it('s3: stored is what has an ETag; an erasure goes on after a DELETE that is answered 200', async () => {
    expect(await s3(wire([200, PAGE]).fetch).send(answer, live)).toMatchObject({ status: 'retry' })
    expect(await s3(wire([200, undefined, { etag: '"1"' }]).fetch).send(answer, live)).toEqual({ status: 'delivered' })
    const keys = new Set(['f/1.json', 'f/2.json'])
    const storage: Fetch = async (input, init) => {
      const { method, url } = new Request(input, init)
      if (method === 'DELETE') keys.delete(decodeURIComponent(new URL(url).pathname).slice('/bucket/'.length))
      const list = [...keys].map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')
      return new Response(`<ListBucketResult>${list}</ListBucketResult>`, { status: 200 })
    }
    expect(await s3(storage).send(erased, live)).toEqual({ status: 'delivered' })
    expect([...keys]).toEqual([])
  })

  it('clickhouse: a page under a 200 is no delivery, and an answer waits for the writing whatever the profile says', async () => {
    const { fetch, sent } = wire([200, PAGE])
    expect(await clickhouse(fetch).send(answer, live)).toMatchObject({ status: 'retry' })
    expect(new URL(sent[0]!.url).searchParams.get('wait_for_async_insert')).toBe('1')
    expect(await clickhouse(wire([200]).fetch).send(answer, live)).toEqual({ status: 'delivered' })
  })

  it('segment and posthog: a 200 whose body says no is no delivery', async () => {
    const segment = createSegmentAdapter({
      writeKey: 'k',
      consent: () => true,
      fetch: wire([200, { success: false }]).fetch,
    })
    expect(await segment.send(answer, live)).toMatchObject({ status: 'retry' })
    const posthog = createPosthogAdapter({
      apiKey: 'phc_1',
      consent: () => true,
      fetch: wire([200, { status: 0 }]).fetch,
    })
    expect(await posthog.send(answer, live)).toMatchObject({ status: 'retry' })
  })
})

describe('[F22] relatives: later is not never, and never is not later', () => {
  it('a 4xx that says after what time to come again is a retry, and so is 423; without that it is final', async () => {
    const outcome = (one: Answer) =>
      createWebhookAdapter({
        url: 'https://shop.example/hook',
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        fetch: wire(one).fetch,
      }).send(answer, live)
    for (const status of [403, 409, 413, 421, 423])
      expect(await outcome([status, {}, { 'retry-after': '90' }])).toMatchObject({ status: 'retry', afterMs: 90_000 })
    expect(await outcome([423])).toMatchObject({ status: 'retry' })
    for (const status of [400, 403, 409, 410]) expect(await outcome([status])).toMatchObject({ status: 'rejected' })
  })

  it('amocrm: an address that is barred for a while is a retry, a missing right is final', async () => {
    const barred: Fetch = async () => new Response('<html>403 Forbidden</html>', { status: 403 })
    expect(await send(amocrm(barred))).toMatchObject({ status: 'retry', afterMs: 600_000 })
    expect(await send(amocrm(wire([403, { title: 'Forbidden', detail: 'no right' }]).fetch))).toMatchObject({
      status: 'rejected',
    })
  })

  it('google-sheets: ABORTED and a quota under a 403 are retries, a missing permission is final', async () => {
    const no = (status: number, name: string, message: string) =>
      sheets([status, { error: { status: name, message } }]).send(answer, live)
    expect(await no(409, 'ABORTED', 'The operation was aborted.')).toMatchObject({ status: 'retry' })
    expect(await no(403, 'PERMISSION_DENIED', 'Quota exceeded for quota metric')).toMatchObject({ status: 'retry' })
    expect(await no(403, 'PERMISSION_DENIED', 'The caller does not have permission')).toMatchObject({
      status: 'rejected',
    })
  })

  it('s3: what passes is a retry; a wrong region, a missing bucket or right is final and not tried for ever', async () => {
    const outcome = (status: number, code: string) => {
      const fetch: Fetch = async () => new Response(`<Error><Code>${code}</Code></Error>`, { status })
      return s3(fetch).send(answer, live)
    }
    for (const [status, code] of [
      [400, 'IncompleteBody'],
      [400, 'BadDigest'],
      [409, 'ConditionalRequestConflict'],
      [403, 'QuotaExceeded'],
      [503, 'SlowDown'],
      [307, 'TemporaryRedirect'],
    ] as const)
      expect(await outcome(status, code), code).toMatchObject({ status: 'retry' })
    for (const [status, code] of [
      [301, 'PermanentRedirect'],
      [501, 'NotImplemented'],
      [404, 'NoSuchBucket'],
      [403, 'AccessDenied'],
    ] as const)
      expect(await outcome(status, code), code).toMatchObject({ status: 'rejected', code })
  })

  it('postgres: of two first deliveries at once both arrive; a missing schema and a row that is too large are final', async () => {
    const failing = (...codes: readonly (string | undefined)[]) => {
      const left = [...codes]
      const query = async (): Promise<unknown> => {
        const code = left.shift()
        if (code) throw Object.assign(new Error(code), { code })
        return {}
      }
      return createPostgresAdapter({ pool: { query } }).send(answer, live)
    }
    for (const code of ['23505', '42P07', '42710'])
      expect(await failing('42P01', code), code).toEqual({ status: 'delivered' })
    for (const code of ['3F000', '54000', '44000']) expect(await failing(code)).toMatchObject({ status: 'rejected' })
    expect(await failing('42P01', '42501')).toMatchObject({ status: 'rejected', code: 'pg_42501' })
    for (const code of ['25006', '40001', '53300', '57P03'])
      expect(await failing(code)).toMatchObject({ status: 'retry' })
  })

  it('clickhouse: a broken constraint, a value out of range, a barred address are final', async () => {
    for (const code of [469, 321, 691, 376, 195, 291, 452]) {
      const fetch: Fetch = async () => new Response(`Code: ${code}. DB::Exception: words`, { status: 500 })
      expect(await clickhouse(fetch).send(answer, live), String(code)).toMatchObject({ status: 'rejected' })
    }
  })
})

describe('[F23] relatives: figures stay what they are', () => {
  it('klaviyo: a rating is a rating, not money', async () => {
    const { fetch, sent } = wire([202])
    await createKlaviyoAdapter({ apiKey: 'pk_0123456789', consent: () => true, fetch }).send(answer, live)
    const { attributes } = (sent[0]!.json as { data: { attributes: Record<string, unknown> } }).data
    expect(attributes).not.toHaveProperty('value')
    expect((attributes['properties'] as Record<string, unknown>)['rating']).toEqual(expect.any(Number))
  })

  it('ga4: two questions whose names look the same in GA4 keep a figure each', async () => {
    const layer: Record<string, unknown>[] = []
    Object.assign(globalThis, { dataLayer: layer })
    try {
      if (answer.type !== 'response.completed') throw new Error('another sample was wanted')
      const long = 'q'.repeat(50)
      const rate = (value: number) => ({ kind: 'rating', value }) as const
      const answers = { 'a-b': rate(1), a_b: rate(5), [`${long}1`]: rate(2), [`${long}2`]: rate(4) }
      const two = { ...answer, data: { response: { ...answer.data.response, answers } } }
      await createGa4Adapter({ via: 'dataLayer', consent: () => true }).send(two, live)
      const figures = Object.entries(layer[0]!).filter(([name]) => name.startsWith('rating_'))
      expect(figures.map(([, value]) => value)).toEqual([1, 5, 2, 4])
      for (const [name] of figures) expect(name.length).toBeLessThanOrEqual(40)
    } finally {
      Reflect.deleteProperty(globalThis, 'dataLayer')
    }
  })

  it('[E24] a neutral scale is nobody’s rating: ga4 gets it under a name of its own, messages in its words', async () => {
    const layer: Record<string, unknown>[] = []
    Object.assign(globalThis, { dataLayer: layer })
    try {
      if (answer.type !== 'response.completed') throw new Error('another sample was wanted')
      const answers = { price: { kind: 'scale', value: 7 } } as const
      const question = {
        id: 'price',
        kind: 'scale',
        text: 'How important?',
        labels: { '7': 'Very important' },
      } as const
      const texts = { ...answer.texts!, questions: [question] }
      const neutral = { ...answer, texts, data: { response: { ...answer.data.response, answers } } }
      await createGa4Adapter({ via: 'dataLayer', consent: () => true }).send(neutral, live)
      expect(layer[0]).toMatchObject({ scale_price: 7, rating: undefined })
      expect(firstRating(neutral)).toBeUndefined()
      expect(flatAnswers(neutral, 100)).toEqual({ price: 7 })
      expect(messageOf(neutral).lines).toContainEqual({ label: 'How important?', text: '7 · Very important' })
    } finally {
      Reflect.deleteProperty(globalThis, 'dataLayer')
    }
  })
})
