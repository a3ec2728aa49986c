import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Answer, send, wire } from '../../test/support/wire.ts'
import { sampleDelivery } from '../testing/samples.ts'
import { createAmocrmAdapter } from './amocrm.ts'
import { createBitrix24Adapter } from './bitrix24.ts'
import { createGoogleSheetsAdapter } from './google-sheets.ts'
import { createHubspotTicketsAdapter } from './hubspot-tickets.ts'
import { createIntercomAdapter } from './intercom.ts'
import { createKlaviyoAdapter } from './klaviyo.ts'
import { createZendeskTicketsAdapter } from './zendesk-tickets.ts'

const private_key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const account = { client_email: 'a@b.iam.gserviceaccount.com', private_key }
const granted: Answer = [200, { access_token: 'token-1', expires_in: 3600 }]

describe('an access token', () => {
  const zendesk = (fetch: typeof globalThis.fetch) =>
    createZendeskTicketsAdapter({ subdomain: 'shop', clientId: 'id', clientSecret: 'client-secret', fetch })
  it('is asked for once and kept', async () => {
    const { fetch, sent } = wire(granted, [201, { ticket: { id: 1 } }])
    const adapter = zendesk(fetch)
    for (const number of [1, 2, 3])
      expect(await send(adapter, 'case.opened', { number })).toEqual({ status: 'delivered' })
    expect(sent.filter(({ url }) => url.endsWith('/oauth/tokens'))).toHaveLength(1)
  })
  it('that ends soon is asked for anew', async () => {
    const { fetch, sent } = wire([200, { access_token: 'token-1', expires_in: 30 }], [201, {}], granted, [201, {}])
    const adapter = zendesk(fetch)
    await send(adapter)
    await send(adapter)
    expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['tokens', 'tickets.json', 'tokens', 'tickets.json'])
  })
  it('that was taken back is replaced once', async () => {
    const no: Answer = [401, { error: 'invalid_token', error_description: 'gone' }]
    const { fetch } = wire(granted, [201, {}], no, granted, [201, {}], no, granted, no)
    const adapter = zendesk(fetch)
    expect(await send(adapter)).toEqual({ status: 'delivered' })
    expect(await send(adapter)).toEqual({ status: 'delivered' })
    expect(await send(adapter)).toMatchObject({ status: 'rejected', code: 'invalid_token' })
  })
  it('that is refused is a refusal without the secret; one that is late is a retry', async () => {
    const refused = wire([401, { error: 'invalid_client', error_description: 'not client-secret' }])
    const outcome = await send(zendesk(refused.fetch))
    expect(outcome).toMatchObject({ status: 'rejected', code: 'invalid_client' })
    expect(JSON.stringify(outcome)).not.toContain('client-secret')
    const late = wire([503, undefined, { 'retry-after': '3' }])
    expect(await send(zendesk(late.fetch))).toMatchObject({ status: 'retry', afterMs: 3000 })
    const odd = wire([200, { hello: 1 }])
    expect(await send(zendesk(odd.fetch))).toMatchObject({ status: 'retry' })
  })
})

describe('Google Sheets', () => {
  const spreadsheetId = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
  const [first, second] = [1, 2].map((number) => sampleDelivery('response.completed', { number }))
  const response = (first!.data as { response: { id: string } }).response.id
  it('an erasure clears the rows of its responses, and no other', async () => {
    const values = [
      ['x', 'other'],
      [first!.id, response],
      [second!.id, 'else'],
      ['case.opened.1', response],
    ]
    const { fetch, sent } = wire(granted, [200, { range: 'A:B', values }], [200, { clearedRanges: [] }])
    const adapter = createGoogleSheetsAdapter({ spreadsheetId, account, sheet: "Ann's", fetch })
    expect(await send(adapter, 'subject.erased')).toEqual({ status: 'delivered' })
    expect(sent[1]!.url).toContain(encodeURIComponent("'Ann''s'!A:B"))
    expect(sent[2]!.json).toEqual({ ranges: ["'Ann''s'!2:2", "'Ann''s'!4:4"] })
  })
  it('an erasure of nobody writes nothing', async () => {
    const { fetch, sent } = wire(granted, [200, { range: 'A:B' }])
    const adapter = createGoogleSheetsAdapter({ spreadsheetId, account, fetch })
    expect(await send(adapter, 'subject.erased')).toEqual({ status: 'delivered' })
    expect(sent).toHaveLength(2)
  })
  it('the columns are the shop’s; what is missing is an empty cell; no address without the option', async () => {
    const columns = ['rating', { answer: 'fix' }, { answer: 'nope' }, 'contact', 'touchpoint', 'link'] as const
    for (const contact of [false, true]) {
      const { fetch, sent } = wire(granted, [200, { updates: {} }])
      await send(createGoogleSheetsAdapter({ spreadsheetId, account, columns, contact, fetch }), 'response.completed')
      expect((sent[1]!.json as { values: unknown[][] }).values[0]!.slice(2)).toEqual([
        2,
        'The parcel came wet.',
        '',
        contact ? 'ann@example.com' : '',
        'checkout',
        'https://desk.example/cases/1?a=1&b=2',
      ])
    }
  })
  it('a look-up that fails appends nothing', async () => {
    const { fetch, sent } = wire(granted, [503])
    const adapter = createGoogleSheetsAdapter({ spreadsheetId, account, fetch })
    expect(await send(adapter, 'response.completed', { attempt: 2 })).toMatchObject({ status: 'retry' })
    expect(sent).toHaveLength(2)
  })
})

describe('HubSpot tickets', () => {
  const make = (fetch: typeof globalThis.fetch, contact: boolean) =>
    createHubspotTicketsAdapter({ token: 'token-1234', contact, fetch })
  it('are tied to the contact, if HubSpot knows one', async () => {
    const known = wire([200, { id: 7 }], [201, { id: '1' }])
    expect(await send(make(known.fetch, true))).toEqual({ status: 'delivered' })
    expect(known.sent[1]!.json).toMatchObject({ associations: [{ to: { id: '7' } }] })
    const unknown = wire([404, { category: 'OBJECT_NOT_FOUND' }], [201, { id: '1' }])
    expect(await send(make(unknown.fetch, true))).toEqual({ status: 'delivered' })
    expect(unknown.sent[1]!.json).not.toHaveProperty('associations')
  })
  it('nobody is looked up without the option; a look-up that is late is a retry', async () => {
    const quiet = wire([201, { id: '1' }])
    expect(await send(make(quiet.fetch, false))).toEqual({ status: 'delivered' })
    expect(quiet.sent.map(({ method }) => method)).toEqual(['POST'])
    const late = wire([503])
    expect(await send(make(late.fetch, true))).toMatchObject({ status: 'retry' })
    expect(late.sent).toHaveLength(1)
  })
})

describe('Bitrix24', () => {
  const make = (fetch: typeof globalThis.fetch) =>
    createBitrix24Adapter({ url: 'https://shop.bitrix24.ru/rest/1/code1234/', fetch })
  it('503 QUERY_LIMIT_EXCEEDED and 429 OPERATION_TIME_LIMIT are later', async () => {
    for (const [status, error] of [
      [503, 'QUERY_LIMIT_EXCEEDED'],
      [429, 'OPERATION_TIME_LIMIT'],
    ] as const) {
      const { fetch } = wire([status, { error, error_description: 'wait' }])
      expect(await send(make(fetch))).toMatchObject({ status: 'retry' })
    }
  })
  it('a repeat that is there already is delivered and not sent', async () => {
    const { fetch, sent } = wire([200, { result: { items: [{ id: 1 }] } }])
    expect(await send(make(fetch), 'case.opened', { attempt: 2 })).toEqual({ status: 'delivered' })
    expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['crm.item.list.json'])
  })
})

describe('desks and CRMs', () => {
  it('amoCRM without a field for the message tells it in the name; a barred account is told', async () => {
    const { fetch, sent } = wire([403, { title: 'Forbidden' }])
    const adapter = createAmocrmAdapter({ subdomain: 'shop', token: 'token-1234', fetch })
    expect(await send(adapter)).toMatchObject({ status: 'rejected', code: 'http_403', detail: 'Forbidden' })
    expect(sent[0]!.url).toBe('https://shop.amocrm.ru/api/v4/leads/unsorted/forms')
    const [{ _embedded }] = sent[0]!.json as [{ _embedded: { leads: { name: string }[] } }]
    expect(_embedded.leads[0]!.name).toContain('The parcel came wet.')
    expect(_embedded).not.toHaveProperty('contacts')
  })
  it('Intercom: without the option the ticket is the shop’s own', async () => {
    const { fetch, sent } = wire([200, { type: 'ticket' }])
    const fallbackEmail = 'own@shop.example'
    await send(createIntercomAdapter({ token: 'token-1234', ticketTypeId: '1', fallbackEmail, fetch }))
    expect((sent[0]!.json as { contacts: unknown }).contacts).toEqual([{ email: fallbackEmail }])
    expect(sent[0]!.body).not.toContain('ann@example.com')
  })
  it('Klaviyo: nothing without consent, no address without a marketing consent', async () => {
    const { fetch, sent } = wire([202])
    const options = { apiKey: 'pk_1234567', contact: true, fetch }
    for (const consent of [() => false, 'analytics']) {
      const outcome = await send(createKlaviyoAdapter({ ...options, consent }), 'response.completed')
      expect(outcome).toMatchObject({ status: 'skipped', reason: 'privacy_consent' })
    }
    expect(sent).toHaveLength(0)
    expect(await send(createKlaviyoAdapter({ ...options, consent: 'contact' }), 'response.completed')).toEqual({
      status: 'delivered',
    })
    expect(sent[0]!.body).not.toContain('ann@example.com')
  })
  it('a wrong option is told at once, and no secret with it', () => {
    const wrong: (() => unknown)[] = [
      () =>
        createGoogleSheetsAdapter({ spreadsheetId: '1234567890', account: { ...account, private_key: 'hun ter2' } }),
      () => createHubspotTicketsAdapter({ token: 'hun ter2' }),
      () => createZendeskTicketsAdapter({ subdomain: 'shop', clientId: '', clientSecret: 'hunter2' }),
      () => createIntercomAdapter({ token: 'hunter2-1234', ticketTypeId: 'x', fallbackEmail: 'a@b.example' }),
      () => createAmocrmAdapter({ subdomain: 'shop', token: 'hun ter2' }),
      () => createBitrix24Adapter({ url: 'https://shop.bitrix24.ru/hunter2' }),
      () => createKlaviyoAdapter({ apiKey: 'hun ter2', consent: () => true }),
    ]
    for (const make of wrong) {
      expect(make).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
      expect(make).not.toThrowError(/hun ?ter2/)
    }
  })
})
