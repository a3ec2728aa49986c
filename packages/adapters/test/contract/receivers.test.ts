// @vitest-environment happy-dom
import { createDiscordAdapter } from '@frankly/adapters/discord'
import { createGithubIssuesAdapter } from '@frankly/adapters/github-issues'
import { createIntercomAdapter } from '@frankly/adapters/intercom'
import { createLinearAdapter } from '@frankly/adapters/linear'
import { createMakeAdapter } from '@frankly/adapters/make'
import { createN8nAdapter } from '@frankly/adapters/n8n'
import { createSmscAdapter } from '@frankly/adapters/smsc'
import { createSmtpAdapter } from '@frankly/adapters/smtp'
import { createTeamsAdapter } from '@frankly/adapters/teams'
import { HOSTILE, sampleDelivery } from '@frankly/adapters/testing'
import { createTwilioAdapter } from '@frankly/adapters/twilio'
import { createZendeskRequestsAdapter } from '@frankly/adapters/zendesk-requests'
import { createZendeskTicketsAdapter } from '@frankly/adapters/zendesk-tickets'
import type { AnswerValue, Delivery } from '@frankly/core'
import { AdaptiveCard, SerializationContext } from 'adaptivecards'
import { type Node, Parser } from 'commonmark'
import { parse } from 'discord-markdown-parser'
import * as fc from 'fast-check'
import PostalMime from 'postal-mime'
import { SegmentedMessage } from 'sms-segments-calculator'
import { SMTPServer } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import { type Answer, type Sent, wire } from '../support/wire.ts'

const live = new AbortController().signal
const mark = `ann.lee_o-k+1@example.com`

/** A finished answer with these words in it; the reply address is of a customer who wants an answer. */
function saying(
  text: string,
  over: { readonly address?: string; readonly title?: string; readonly lane?: 'normal' } = {},
): Delivery {
  const made = JSON.parse(JSON.stringify(sampleDelivery('response.completed'))) as Delivery & {
    texts: { title: string }
    data: { response: { answers: Record<string, AnswerValue> } }
  }
  made.data.response.answers = {
    fix: { kind: 'text', text },
    reply: { kind: 'contact', channel: 'email', address: over.address ?? mark },
  }
  if (over.title) made.texts.title = over.title
  return { ...made, lane: over.lane ?? 'urgent' }
}

/** What an adapter sends for a delivery. */
async function sentBy(
  make: (fetch: typeof globalThis.fetch) => { send(delivery: Delivery, signal: AbortSignal): Promise<unknown> },
  delivery: Delivery,
  ...answers: readonly Answer[]
): Promise<readonly Sent[]> {
  const { fetch, sent } = wire(...(answers.length ? answers : [[200, {}] as const]))
  await make(fetch).send(delivery, live)
  return sent
}

const words = fc.oneof(
  fc.constantFrom(HOSTILE, mark, 'a@b.c', '1. x', '- x', '# x', '> x'),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
)
/** As the adapters clean a text: controls out, spaces at the ends and empty lines gone. */
const flat = (text: string): string => text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]+/gu, '')

const discordOf = (fetch: typeof globalThis.fetch) =>
  createDiscordAdapter({ url: 'https://discord.com/api/webhooks/1/abc', contact: true, fetch })
const teamsOf = (fetch: typeof globalThis.fetch) =>
  createTeamsAdapter({ url: 'https://a.example/workflows/1/invoke?sig=abcdefgh', contact: true, fetch })
const githubOf = (fetch: typeof globalThis.fetch) =>
  createGithubIssuesAdapter({ repository: 'a/b', token: 'github_pat_123', contact: true, on: ['bad-news'], fetch })
const linearOf = (fetch: typeof globalThis.fetch) =>
  createLinearAdapter({
    token: 'lin_api_123456',
    teamId: '9cfb482a-81e3-4154-b5b9-2c805e70a02d',
    contact: true,
    on: ['bad-news'],
    fetch,
  })

describe('[F21] a thing told delivered was', () => {
  const make = (fetch: typeof globalThis.fetch) => createSmscAdapter({ auth: 'key', phones: ['79991234567'], fetch })
  const again = { ...saying('x'), attempt: 2 }
  it.each([-1, 0, 1, 2, 4])('SMSC.ru: status %i means sent or on the way', async (status) => {
    const { fetch, sent } = wire([200, { status }])
    expect(await make(fetch).send(again, live)).toEqual({ status: 'delivered' })
    expect(sent).toHaveLength(1)
  })
  it.each([-3, 3, 24])(
    'SMSC.ru: with status %i it is sent (again), and an empty account is a retry',
    async (status) => {
      const first = wire([200, { status }], [200, { id: 1, cnt: 1 }])
      expect(await make(first.fetch).send(again, live)).toEqual({ status: 'delivered' })
      expect(first.sent).toHaveLength(2)
      const broke = wire([200, { status }], [200, { error: 'no money', error_code: 3 }])
      expect(await make(broke.fetch).send(again, live)).toMatchObject({ status: 'retry' })
    },
  )
  it.each([20, 22, 23, 25])('SMSC.ru: status %i will never arrive', async (status) => {
    expect(await make(wire([200, { status }]).fetch).send(again, live)).toMatchObject({
      status: 'rejected',
      code: `smsc_status_${status}`,
    })
  })
  it('SMSC.ru: no other word is a yes', async () => {
    const known = [-1, 0, 1, 2, 4, -3, 3, 24]
    const word = fc.oneof(
      fc.integer().filter((n) => !known.includes(n)),
      fc.constantFrom('1', null, true, [1], {}),
    )
    await fc.assert(
      fc.asyncProperty(word, async (status) => {
        const { fetch, sent } = wire([200, { status }])
        const outcome = await make(fetch).send(again, live)
        expect(outcome.status).not.toBe('delivered')
        expect(sent).toHaveLength(1)
      }),
    )
  })
})

describe('[F22] what would pass later is tried again', () => {
  it('n8n: a workflow that is not active', async () => {
    const { fetch } = wire([404, { code: 404, message: 'The requested webhook "x" is not registered.' }])
    const adapter = createN8nAdapter({ url: 'https://n8n.example/webhook/x', on: ['bad-news'], fetch })
    expect(await adapter.send(saying('x'), live)).toMatchObject({ status: 'retry', scope: 'destination' })
  })
  it('Make: a hook whose scenario is switched off', async () => {
    const { fetch } = wire([410, 'There is no scenario listening for this webhook.'])
    const adapter = createMakeAdapter({ url: 'https://hook.make.com/x', on: ['bad-news'], fetch })
    expect(await adapter.send(saying('x'), live)).toMatchObject({ status: 'retry', afterMs: 3_600_000 })
  })
  it('Teams: a workflow that is switched off; Twilio: a number whose queue is full', async () => {
    const off = wire([400, { error: { code: 'WorkflowTriggerIsNotEnabled', message: 'disabled' } }])
    expect(await teamsOf(off.fetch).send(saying('x'), live)).toMatchObject({ status: 'retry' })
    const full = wire([400, { code: 21611, message: 'exceeded the maximum number of queued messages' }])
    const twilio = createTwilioAdapter({
      accountSid: 'AC1234567',
      auth: 'x',
      to: '+491701234567',
      from: '+15005550006',
      fetch: full.fetch,
    })
    expect(await twilio.send(saying('x'), live)).toMatchObject({ status: 'retry' })
  })
  it.each([
    ['https://api.github.com', '2026-03-10'],
    ['https://api.shop.ghe.com', '2026-03-10'],
    ['https://github.shop.example/api/v3', undefined],
    ['https://api.github.com.evil.example', undefined],
  ])(
    'GitHub: %s is asked in version %s, so that an Enterprise server does not refuse every issue',
    async (host, version) => {
      const [request] = await sentBy(
        (fetch) =>
          createGithubIssuesAdapter({ repository: 'a/b', token: 'github_pat_123', host, on: ['bad-news'], fetch }),
        saying('x'),
      )
      expect(request!.headers['x-github-api-version']).toBe(version)
    },
  )
  it('Zendesk: a conflict of the same moment passes; GitHub: a repository that moved never comes back under its old name', async () => {
    const conflict = wire([200, { access_token: 't', expires_in: 100 }], [409, { error: 'DatabaseConflict' }])
    const zendesk = createZendeskTicketsAdapter({
      subdomain: 'acme',
      clientId: 'c',
      clientSecret: 's',
      fetch: conflict.fetch,
    })
    expect(await zendesk.send(saying('x'), live)).toMatchObject({ status: 'retry', scope: 'item' })
    const moved = wire([301, { message: 'Moved Permanently', url: 'https://api.github.com/repositories/1/issues' }])
    expect(await githubOf(moved.fetch).send(saying('x'), live)).toMatchObject({
      status: 'rejected',
      code: 'repository_moved',
    })
  })
})

describe('[F23] what a person sees', () => {
  it('requests of a page: an agent reads no name of an event, also without the survey’s texts', async () => {
    const { texts: _, ...bare } = saying('x')
    const silent = { ...bare, data: { response: { ...(bare.data as { response: object }).response, answers: {} } } }
    const requests = (fetch: typeof globalThis.fetch) =>
      createZendeskRequestsAdapter({ subdomain: 'acme', only: 'all', fetch })
    for (const delivery of [bare, silent, { ...bare, lane: 'normal' }]) {
      const [request] = await sentBy(requests, delivery as Delivery, [201, {}])
      expect(request!.body).not.toMatch(/response\.completed|answer\.saved/)
    }
  })
  it('Teams: a card without Markdown; the vendor’s own reader finds nothing wrong and shows every word as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const [request] = await sentBy(teamsOf, saying(text), [202])
        const { content } = (request!.json as { attachments: { content: object }[] }).attachments[0]!
        const reading = new SerializationContext()
        const card = new AdaptiveCard()
        card.parse(content, reading)
        expect(reading.eventCount, JSON.stringify(content)).toBe(0)
        expect(JSON.stringify(content)).not.toContain('"TextBlock"')
        const seen = flat(card.render()?.textContent ?? '')
        expect(seen).toContain(flat(text.toWellFormed()))
        expect(seen).toContain(mark)
        if (!text.includes('\\')) expect(seen).not.toContain('\\')
        if (!text.includes('\u200b')) expect(seen).not.toContain('\u200b')
      }),
      { numRuns: 60 },
    )
  })
  it('Discord: nothing a customer writes is markup, and an address is copied as it was given', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const [request] = await sentBy(discordOf, saying(text), [200, { id: '1' }])
        const { content } = request!.json as { content: string }
        const seen = flat(discordText(parse(content, 'extended') as unknown as DiscordNode[]))
        expect(seen).toContain(flat(text.toWellFormed()))
        expect(seen).toContain(mark)
        expect(content).not.toContain('\u200b')
      }),
      { numRuns: 60 },
    )
  })
  it('GitHub and Linear: the address is copied as it was given, a mention is torn', async () => {
    for (const make of [githubOf, linearOf]) {
      const [request] = await sentBy(make, saying('ask @octocat or (@team/x) or x.@bob'), [201, { number: 1 }])
      const { body, variables } = request!.json as { body?: string; variables?: { input: { description: string } } }
      const seen = commonmarkText(new Parser().parse(body ?? variables!.input.description))
      expect(seen).toContain(mark)
      expect(seen).not.toMatch(/(?<![A-Za-z0-9])@\w/)
    }
  })
  it.each(['full', 'minimal', 'hostile'] as const)(
    'Zendesk: what is written for the shop’s people is an internal note, and the subject tells the customer nothing of it: %s',
    async (kind) => {
      for (const type of ['case.opened', 'case.updated', 'response.completed'] as const) {
        const make = (fetch: typeof globalThis.fetch) =>
          createZendeskTicketsAdapter({
            subdomain: 'acme',
            clientId: 'c',
            clientSecret: 's',
            contact: true,
            on: [type],
            fetch,
          })
        const sent = await sentBy(
          make,
          sampleDelivery(type, { kind }),
          [200, { access_token: 't', expires_in: 100 }],
          [201, {}],
        )
        const { ticket } = sent.at(-1)!.json as {
          ticket: { subject: string; comment: { public?: boolean }; requester?: unknown }
        }
        expect(ticket.comment.public).toBe(false)
        if (ticket.requester) expect(ticket.subject).not.toMatch(/New case|Case changed|Urgent/)
      }
    },
  )
  it('Intercom: a ticket of the customer holds neither "answer until" nor category nor desk link; one of the shop’s own has them', async () => {
    for (const contact of [true, false]) {
      const make = (fetch: typeof globalThis.fetch) =>
        createIntercomAdapter({
          token: 'token-1234',
          ticketTypeId: '1',
          fallbackEmail: 'team@shop.example',
          contact,
          fetch,
        })
      const [request] = await sentBy(make, sampleDelivery('case.opened'), [200, { type: 'ticket' }])
      const { ticket_attributes, contacts } = request!.json as {
        ticket_attributes: Record<string, string>
        contacts: unknown
      }
      const text = Object.values(ticket_attributes).join('\n')
      expect(contacts).toEqual([{ email: contact ? 'ann@example.com' : 'team@shop.example' }])
      expect(text).toContain('The parcel came wet.')
      for (const word of ['Answer until', 'Damaged or poor quality', 'desk.example', 'New case']) {
        expect(text.includes(word), word).toBe(!contact)
      }
    }
  })
  it('mail: Reply-To is ASCII as every server takes it, one mailbox, and that of the customer; another is left out', async () => {
    const server = await mailServer()
    const reply = async (address: string) => {
      const adapter = createSmtpAdapter({
        host: '127.0.0.1',
        port: server.port,
        from: 'a@shop.example',
        to: 'b@shop.example',
        requireTls: false,
        contact: true,
      })
      expect(await adapter.send(saying('x', { address }), live)).toEqual({ status: 'delivered' })
      const raw = server.mails.at(-1)!
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
      expect([...head].filter((char) => char > '~')).toEqual([])
      return (await PostalMime.parse(raw)).replyTo?.map((one) => one.address)
    }
    expect(await reply('ann@example.com')).toEqual(['ann@example.com'])
    expect(await reply('ivan@пример.рф')).toEqual(['ivan@xn--e1afmkfd.xn--p1ai'])
    expect(await reply('иван@пример.рф')).toBeUndefined()
    expect(await reply('ann(boss)@example.com')).not.toEqual(['ann@example.com'])
    expect((await reply('all:ann@example.com')) ?? []).not.toEqual(['ann@example.com'])
    await server.close()
  })
  it('SMS: curly quotes, dashes and thin spaces do not make a message of two parts five; parts are counted as the operator does', async () => {
    const latin = '“It’s late” – said the customer… and the courier’s number was wrong. '
    const cyrillic = 'Привезли «не то» — и поздно… '
    for (const [text, most] of [
      [latin.repeat(2), 2],
      [cyrillic.repeat(3), 5],
    ] as const) {
      for (const { body } of await bothSms(saying(text, { title: 'After “the” purchase' }))) {
        expect(new SegmentedMessage(body).segmentsCount, body).toBeLessThanOrEqual(most)
        expect(body.length).toBeLessThanOrEqual(335)
      }
    }
  })
  it('SMS: never over the limit, and in the small alphabet whenever the words allow it', async () => {
    const typographic = fc.array(
      fc.constantFrom('“', '”', '’', '—', '…', ' ', 'a', 'Z', '€', '[', 'ж', 'é', '\u202f'),
      { maxLength: 400 },
    )
    await fc.assert(
      fc.asyncProperty(typographic, async (chars) => {
        for (const { body } of await bothSms(saying(chars.join('')))) {
          expect(body.length).toBeLessThanOrEqual(335)
          if (!chars.includes('ж')) expect(new SegmentedMessage(body).encodingName).toBe('GSM-7')
        }
      }),
      { numRuns: 60 },
    )
  })
})

async function bothSms(delivery: Delivery): Promise<readonly { readonly body: string }[]> {
  const twilio = (fetch: typeof globalThis.fetch) =>
    createTwilioAdapter({ accountSid: 'AC1234567', auth: 'x', to: '+491701234567', from: '+15005550006', fetch })
  const smsc = (fetch: typeof globalThis.fetch) => createSmscAdapter({ auth: 'key', phones: ['79991234567'], fetch })
  const forms = [...(await sentBy(twilio, delivery)), ...(await sentBy(smsc, delivery))]
  return forms.map(({ body }) => {
    const form = new URLSearchParams(body)
    return { body: form.get('Body') ?? form.get('mes')! }
  })
}

interface DiscordNode {
  readonly type: string
  readonly content?: string | readonly DiscordNode[]
  readonly name?: string
}

/** The words as a client shows them; throws where a customer's words became markup. */
function discordText(nodes: readonly DiscordNode[]): string {
  return nodes
    .map(({ type, content, name }) => {
      if (type === 'twemoji') return name
      if (type === 'br' || type === 'newline') return '\n'
      // Our own: what is bold, what is quoted, the link to the answer.
      if (!['text', 'strong', 'blockQuote', 'url', 'link'].includes(type)) throw new Error(`became ${type}`)
      return typeof content === 'string' ? content : discordText(content ?? [])
    })
    .join('')
}

function commonmarkText(document: Node): string {
  const walker = document.walker()
  let text = ''
  for (let at = walker.next(); at; at = walker.next()) text += at.node.literal ?? ''
  return text
}

async function mailServer() {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('latin1'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return { port, mails, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
