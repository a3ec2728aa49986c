import { describe, expect, it } from 'vitest'
import { type Answer, send, wire } from '../../test/support/wire.ts'
import { createDiscordAdapter } from './discord.ts'
import { createMaxAdapter } from './max.ts'
import { createSlackAdapter } from './slack.ts'
import { createSmscAdapter } from './smsc.ts'
import { createTeamsAdapter } from './teams.ts'
import { createTelegramAdapter } from './telegram.ts'
import { createTwilioAdapter } from './twilio.ts'

const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const teamsUrl = 'https://a.example/workflows/1/triggers/manual/paths/invoke?sig=abcdefgh'
const discordUrl = 'https://discord.com/api/webhooks/1/secret-token'
const sid = 'ACaaaaaaaaaaaaaaaa'

describe('messages', () => {
  const all = (fetch: typeof globalThis.fetch, contact: boolean) => [
    createSlackAdapter({ url: 'https://hooks.slack.com/services/T1/B1/x1', fetch, contact }),
    createTelegramAdapter({ token, chatId: 1, fetch, contact }),
    createMaxAdapter({ token: 'max-token', to: { userId: 1 }, fetch, contact }),
    createDiscordAdapter({ url: discordUrl, fetch, contact }),
    createTeamsAdapter({ url: teamsUrl, fetch, contact }),
    createTwilioAdapter({
      accountSid: sid,
      auth: 'secret',
      to: '+4917012345',
      from: '+15005550006',
      fetch,
      contact,
      limit: 1600,
    }),
    createSmscAdapter({ auth: 'secret-key', phones: ['79991234567'], fetch, contact, limit: 1000 }),
  ]
  it('use the words of the questions, never ids; the reply address only by option', async () => {
    for (const contact of [false, true]) {
      const { fetch, sent } = wire([200, {}])
      for (const adapter of all(fetch, contact)) {
        await send(adapter)
        // Plain, whatever the encoding and the escapes.
        const text = decodeURIComponent(
          sent
            .at(-1)!
            .body.replace(/\+/g, ' ')
            .replace(/%(?![0-9A-F]{2})/g, ''),
        ).replace(/\\/g, '')
        expect(text, adapter.name).toContain('How did ordering go?')
        expect(text, adapter.name).not.toMatch(/\brate\b/)
        expect(text, adapter.name).toContain('A-1001')
        expect(text.includes('ann@example.com') || text.includes('ann@\u200bexample.com'), adapter.name).toBe(contact)
      }
      expect(sent).toHaveLength(7)
    }
  })
  it('a wrong option is told at once, and no secret with it', () => {
    const wrong: (() => unknown)[] = [
      () => createTelegramAdapter({ token: 'no token of a bot', chatId: 1 }),
      () => createTelegramAdapter({ token, chatId: 'chat' }),
      () => createMaxAdapter({ token: 'sp ace', to: { chatId: 1 } }),
      () => createMaxAdapter({ token: 'max-token', to: { chatId: 'x' } }),
      () => createDiscordAdapter({ url: 'https://discord.com/api/secret-token' }),
      () => createTeamsAdapter({ url: 'https://a.example/workflows/secret-token' }),
      () => createTwilioAdapter({ accountSid: sid, auth: '', to: '+4917012345', from: '+15005550006' }),
      () => createTwilioAdapter({ accountSid: sid, auth: 'secret-token', to: '0170', from: '+15005550006' }),
      () => createSmscAdapter({ auth: 'secret-token', phones: [] }),
    ]
    for (const make of wrong) {
      expect(make).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
      expect(make).not.toThrowError(/secret-token|no token of a bot|sp ace/)
    }
  })
})

describe('Telegram', () => {
  it('follows a group that became a supergroup, once and for all', async () => {
    const moved: Answer = [
      400,
      { ok: false, description: 'Bad Request: group chat was upgraded', parameters: { migrate_to_chat_id: -1009 } },
    ]
    const { fetch, sent } = wire(moved, [200, { ok: true, result: {} }])
    const adapter = createTelegramAdapter({ token, chatId: -9, fetch })
    expect(await send(adapter)).toEqual({ status: 'delivered' })
    expect(await send(adapter)).toEqual({ status: 'delivered' })
    expect(sent.map(({ json }) => (json as { chat_id: string }).chat_id)).toEqual(['-9', '-1009', '-1009'])
  })
})

describe('Twilio', () => {
  it('an API key signs in by its own id, a messaging service stands in its own field', async () => {
    const { fetch, sent } = wire([201, { sid: 'SM1', status: 'accepted' }])
    const auth = { sid: 'SK1', secret: 'key-secret' }
    const adapter = createTwilioAdapter({ accountSid: sid, auth, to: '+4917012345', from: 'MG1234567', fetch })
    expect(await send(adapter)).toEqual({ status: 'delivered' })
    expect(sent[0]!.headers['authorization']).toBe(`Basic ${btoa('SK1:key-secret')}`)
    const form = new URLSearchParams(sent[0]!.body)
    expect([form.get('MessagingServiceSid'), form.get('From')]).toEqual(['MG1234567', null])
    expect(form.get('Body')!.length).toBeLessThanOrEqual(335)
  })
  it('20429 is "too many", whatever the status', async () => {
    const { fetch } = wire([429, { code: 20429, message: 'Too Many Requests' }, { 'retry-after': '2' }])
    const adapter = createTwilioAdapter({
      accountSid: sid,
      auth: 'secret',
      to: '+4917012345',
      from: '+15005550006',
      fetch,
    })
    expect(await send(adapter)).toMatchObject({ status: 'retry', afterMs: 2000 })
  })
})

describe('SMSC.ru says everything with 200', () => {
  const make = (fetch: typeof globalThis.fetch) =>
    createSmscAdapter({ auth: { login: 'shop', password: 'pass-word' }, phones: ['79991234567'], fetch })
  it.each([
    [2, { status: 'rejected', code: 'smsc_2' }],
    [3, { status: 'retry' }],
    [4, { status: 'retry' }],
    [7, { status: 'rejected', code: 'smsc_7' }],
    [9, { status: 'retry', afterMs: 60_000 }],
  ])('error_code %i', async (error_code, outcome) => {
    const { fetch, sent } = wire([200, { error: 'no', error_code }])
    expect(await send(make(fetch))).toMatchObject(outcome)
    expect(sent[0]!.url).toBe('https://smsc.ru/sys/send.php')
  })
  it('a repeat asks first, by the same number of the message', async () => {
    const { fetch, sent } = wire([200, { status: -3 }], [200, { id: 1, cnt: 1 }], [200, { status: 0 }])
    expect(await send(make(fetch), 'case.opened', { attempt: 2 })).toEqual({ status: 'delivered' })
    expect(await send(make(fetch), 'case.opened', { attempt: 3 })).toEqual({ status: 'delivered' })
    expect(sent.map(({ url }) => url.slice(20))).toEqual(['status.php', 'send.php', 'status.php'])
    expect(new Set(sent.map(({ body }) => new URLSearchParams(body).get('id'))).size).toBe(1)
  })
  it('a look-up that fails sends nothing', async () => {
    const { fetch, sent } = wire([200, { error: 'too many', error_code: 9 }])
    expect(await send(make(fetch), 'case.opened', { attempt: 2 })).toMatchObject({ status: 'retry', afterMs: 60_000 })
    expect(sent).toHaveLength(1)
  })
})
