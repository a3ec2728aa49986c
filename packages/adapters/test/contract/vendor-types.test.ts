import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDiscordAdapter } from '@frankly/adapters/discord'
import { createGithubIssuesAdapter } from '@frankly/adapters/github-issues'
import { createGoogleSheetsAdapter } from '@frankly/adapters/google-sheets'
import { createJiraAdapter } from '@frankly/adapters/jira'
import { createLinearAdapter } from '@frankly/adapters/linear'
import { createMaxAdapter } from '@frankly/adapters/max'
import { createSlackAdapter } from '@frankly/adapters/slack'
import { createTelegramAdapter } from '@frankly/adapters/telegram'
import { DELIVERY_TYPES, sampleDelivery } from '@frankly/adapters/testing'
import { createTwilioAdapter } from '@frankly/adapters/twilio'
import type { Delivery } from '@frankly/core'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { Ajv } from 'ajv'
import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { type Sent, wire } from '../support/wire.ts'
import { checksPage } from './checked-against.ts'

const live = new AbortController().signal
const on = DELIVERY_TYPES.filter((type) => type !== 'subject.erased')
const kinds = ['full', 'minimal', 'hostile', 'oversize'] as const
const samples: readonly Delivery[] = kinds.flatMap((kind) => on.map((type) => sampleDelivery(type, { kind })))
const load = createRequire(import.meta.url)

type Make = (fetch: typeof globalThis.fetch) => { send(delivery: Delivery, signal: AbortSignal): Promise<unknown> }

/** What an adapter sends for every sample. */
async function allOf(make: Make): Promise<readonly Sent[]> {
  const { fetch, sent } = wire([200, {}])
  for (const delivery of samples) await make(fetch).send(delivery, live)
  expect(sent).toHaveLength(samples.length)
  return sent
}

const SHEET = '0123456789ab'
const ACCOUNT = {
  client_email: 'a@b.iam.gserviceaccount.com',
  private_key: String(
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ),
}

/** A destination whose vendor publishes types: the type of its body, as an import. */
interface Typed {
  readonly name: string
  readonly from: string
  readonly type: string
  readonly make: Make
  readonly body?: (sent: Sent) => unknown
}

const typed: readonly Typed[] = [
  {
    name: 'slack',
    from: "import type { KnownBlock } from '@slack/types'",
    type: '{ text: string; blocks: KnownBlock[] }',
    make: (fetch) => createSlackAdapter({ url: 'https://hooks.slack.com/services/T1/B1/x1', contact: true, on, fetch }),
  },
  {
    name: 'telegram',
    from: "import type { ApiMethods } from '@grammyjs/types'",
    type: "Parameters<ApiMethods<never>['sendMessage']>[0]",
    make: (fetch) =>
      createTelegramAdapter({ token: '110201543:AAHdqTcvCH1vGWJx', chatId: -1, threadId: 7, contact: true, on, fetch }),
  },
  {
    name: 'discord',
    from: "import type { RESTPostAPIWebhookWithTokenJSONBody } from 'discord-api-types/v10'",
    type: 'RESTPostAPIWebhookWithTokenJSONBody',
    make: (fetch) => createDiscordAdapter({ url: 'https://discord.com/api/webhooks/1/abc', contact: true, on, fetch }),
  },
  {
    name: 'max',
    from: "import type { Api } from '@maxhub/max-bot-api'",
    type: "{ text: string } & Omit<NonNullable<Parameters<Api['sendMessageToChat']>[2]>, 'signal'>",
    make: (fetch) => createMaxAdapter({ token: 'max-token', to: { chatId: 1 }, contact: true, on, fetch }),
  },
  {
    name: 'github-issues',
    from: "import type { operations } from '@octokit/openapi-types'",
    type: "operations['issues/create']['requestBody']['content']['application/json']",
    make: (fetch) =>
      createGithubIssuesAdapter({ repository: 'a/b', token: 'github_pat_1', labels: ['x'], contact: true, on, fetch }),
  },
  {
    name: 'linear',
    from: "import type { LinearDocument } from '@linear/sdk'",
    type: 'LinearDocument.IssueCreateInput',
    make: (fetch) =>
      createLinearAdapter({
        token: 'lin_api_123456',
        teamId: '9cfb482a-81e3-4154-b5b9-2c805e70a02d',
        labelIds: ['9cfb482a-81e3-4154-b5b9-2c805e70a02e'],
        contact: true,
        on,
        fetch,
      }),
    body: ({ json }) => (json as { variables: { input: unknown } }).variables.input,
  },
  {
    name: 'google-sheets',
    from: "import type { sheets_v4 } from '@googleapis/sheets'",
    type: 'sheets_v4.Schema$ValueRange',
    make: (fetch) =>
      createGoogleSheetsAdapter({ spreadsheetId: SHEET, account: ACCOUNT, contact: true, on, fetch: granted(fetch) }),
  },
]

/** A request for a token is answered here and not noted. */
function granted(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (request.url !== 'https://oauth2.googleapis.com/token') return await fetch(request)
    return Response.json({ access_token: 'token', expires_in: 3600 })
  }
}

/** Compiles the bodies as literals of the vendors' types; gives the compiler's words. */
function compile(sources: readonly string[]): string {
  const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
  const cache = join(modules, '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'vendor-types-'))
  try {
    const files = sources.map((source, i) => {
      writeFileSync(join(folder, `${i}.ts`), source)
      return `./${i}.ts`
    })
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2024',
      lib: ['es2024', 'dom'],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
    const tsc = join(load.resolve('typescript/package.json'), '../bin/tsc')
    const done = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    return `${done.stdout}${done.stderr}`.slice(0, 3000)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const sourceOf = ({ from, type }: Typed, bodies: readonly unknown[]): string =>
  [
    from,
    `type Body = ${type}`,
    ...bodies.map((body, i) => `export const body${i}: Body = ${JSON.stringify(body)}`),
  ].join('\n')

describe('[F24] requests are held against what the vendors publish', { timeout: 240_000 }, () => {
  it('every body is of the vendor’s own type, and none has a field that the type does not know', async () => {
    const sources: string[] = []
    for (const one of typed) {
      const sent = await allOf(one.make)
      sources.push(sourceOf(one, sent.map(one.body ?? (({ json }) => json))))
    }
    expect(compile(sources)).toBe('')
  })
  it.each(typed)('$name: a field too much or of a wrong kind would be seen', async (one) => {
    const [first] = await allOf(one.make)
    const body = (one.body ?? (({ json }: Sent) => json))(first!) as Record<string, unknown>
    const [field] = Object.keys(body)
    const words = compile([
      sourceOf(one, [{ ...body, frankly: 1 }]),
      sourceOf(one, [{ ...body, [field!]: { no: true } }]),
    ])
    expect(words).toMatch(/0\.ts.*error TS.*frankly/s)
    expect(words).toMatch(/1\.ts.*error TS/)
  })
  it('Google Sheets: an erasure is a request to clear of Google’s own type', async () => {
    const { fetch, sent } = wire([200, { range: 'A:B', values: [['d-1', 'r-1']] }], [200, { clearedRanges: ['A1'] }])
    const adapter = createGoogleSheetsAdapter({ spreadsheetId: SHEET, account: ACCOUNT, fetch: granted(fetch) })
    const erased = { ...sampleDelivery('subject.erased'), data: { responseIds: ['r-1'] } } as Delivery
    expect(await adapter.send(erased, live)).toEqual({ status: 'delivered' })
    const clear = { ...typed.at(-1)!, type: 'sheets_v4.Schema$BatchClearValuesRequest' }
    expect(compile([sourceOf(clear, [sent[1]!.json])])).toBe('')
    expect(compile([sourceOf(clear, [{ ranges: 1 }])])).toContain('error TS')
  })
  it('Jira: every description is a document by Atlassian’s own schema', async () => {
    const file = fileURLToPath(
      new URL('../../node_modules/@atlaskit/adf-schema/json-schema/v1/full.json', import.meta.url),
    )
    // It names draft 4 and uses nothing that later drafts read in another way.
    const { $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const isDocument = new Ajv({ strict: false, allErrors: true }).compile(schema)
    const sent = await allOf((fetch) =>
      createJiraAdapter({
        site: 'https://a.atlassian.net',
        email: 'a@b.c',
        token: 'token-1234',
        project: 'SHOP',
        on,
        fetch,
      }),
    )
    for (const { json } of sent) {
      const { description } = (json as { fields: { description: unknown } }).fields
      expect(isDocument(description), JSON.stringify(isDocument.errors?.[0])).toBe(true)
    }
    expect(
      isDocument({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] }),
    ).toBe(false)
  })
  it('Twilio: the request is the one that Twilio’s own client makes', async () => {
    const [accountSid, auth, to, from] = [`AC${'a'.repeat(32)}`, 'secret', '+491701234567', '+15005550006']
    const sent = await allOf((fetch) => createTwilioAdapter({ accountSid, auth, to, from, on, fetch }))
    for (const ours of sent) {
      const form = Object.fromEntries(new URLSearchParams(ours.body))
      let theirs: { method?: string; uri?: string; data?: unknown; username?: string; password?: string } = {}
      const request = async (options: typeof theirs) => {
        theirs = options
        return { statusCode: 201, body: '{"sid":"SM1"}' }
      }
      const client = twilio(accountSid, auth, { httpClient: { request } as never })
      await client.messages.create({ to, from, body: form['Body']! })
      expect({ method: ours.method.toLowerCase(), uri: ours.url, data: form }).toEqual({
        method: theirs.method,
        uri: theirs.uri,
        data: theirs.data,
      })
      expect(ours.headers['authorization']).toBe(`Basic ${btoa(`${theirs.username}:${theirs.password}`)}`)
    }
  })
  // `FRANKLY_UPDATE=1` writes the page anew; otherwise it must be current.
  it('docs/reference/adapters-checked.md says of every destination what it is checked against', () => {
    const file = new URL('../../../../docs/reference/adapters-checked.md', import.meta.url)
    const page = checksPage([...browserDestinations, ...serverDestinations].map(({ name }) => name))
    if (process.env['FRANKLY_UPDATE'] || !existsSync(file)) writeFileSync(file, page)
    expect(readFileSync(file, 'utf8')).toBe(page)
  })
})
