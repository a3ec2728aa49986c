import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ItemResult } from '@frankly/core/wire'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import { repoPath } from '@frankly/testing/process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folder, startTarget, type Target } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 300_000 }
const LOOSE = { addressPerSecond: 1e6, projectPerSecond: 1e6, refusedPerHour: 1e6 }
const ITEMS = 400
/** Numbers below are for good items. */
const ODD_FROM = 100_000

/** Values as text, so that what no object can hold can be said too. */
const oddText = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.constantFrom(
    ...[
      'null',
      'true',
      '""',
      '{}',
      '[]',
      '-0',
      '0.1',
      '1e999',
      '-1e999',
      '1e-400',
      '123456789012345678901234567890',
      '2000000001',
    ],
    ...[
      '"\\u0000"',
      '"a\\u0000b"',
      '"\\ud800"',
      '"\\udfff\\ud800"',
      '"\\ud83d\\ude00"',
      '"\u{1f600}"',
      '"\\u2028"',
      '"\u2028"',
      '"\ufffd"',
    ],
    ...[
      '{"__proto__": {"kind": "text", "text": "x"}}',
      '{"constructor": 1}',
      '{"a": {"__proto__": 1}}',
      '{"toString": "x", "hasOwnProperty": 2}',
    ],
    ...[
      '{"a": 1, "a": 2}',
      '{"a": {"b": 1, "\\u0062": 2}}',
      '{"kind": "text", "text": "first", "text": "second"}',
      '{"kind":"rating","value":5}',
    ],
    ...['"{\\"a\\": [1,"', '"]},"', '"\\\\"', '"__proto__"', '"*"', '"/a?b#c"', '"/orders/9f8e7d6c5b4a3f2e"'],
  ),
  fc.constantFrom(9, 50, 5000, 12_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.constantFrom(9, 5000).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.constantFrom(201, 4001, 20_001).map((length) => JSON.stringify('x'.repeat(length))),
)

const FIELDS = [
  'id',
  'revision',
  'surveyId',
  'surveyVersion',
  'status',
  'mode',
  'test',
  'locale',
  'touchpoint',
  'answers',
  'context',
  'consents',
  'timings',
  'complaint',
  'subject',
  'variables',
  'receiptCode',
  'unknown',
  '__proto__',
  'constructor',
  'toJSON',
  'trap',
]
const INNER = [
  'best',
  'ordering',
  'order',
  'path',
  'device',
  'tags',
  'items',
  'orderId',
  'text',
  'kind',
  'value',
  '__proto__',
  'constructor',
  'prototype',
  'startedAt',
  'updatedAt',
  '',
]

interface Change {
  readonly within: string
  readonly name: string
  readonly value: string
  readonly how: 'set' | 'beside'
}

const change: fc.Arbitrary<Change> = fc.record({
  within: fc.constantFrom('', '', '', 'answers', 'answers', 'context', 'timings', 'variables', 'subject'),
  name: fc.oneof(fc.constantFrom(...FIELDS), fc.constantFrom(...INNER)),
  value: oddText,
  how: fc.constantFrom<('set' | 'beside')[]>('set', 'set', 'beside'),
})

/** An object as text with a field replaced, or said once more. */
function withField(fields: ReadonlyMap<string, string>, { name, value, how }: Change): string {
  const all = [...fields].filter(([key]) => how === 'beside' || key !== name)
  return `{${[...all, [name, value] as const].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`
}

const fieldsOf = (value: object) => new Map(Object.entries(value).map(([key, inner]) => [key, JSON.stringify(inner)]))

function oddItem(n: number, made: Change): string {
  const good = response(n)
  const fields = fieldsOf(good)
  if (made.within === '') return withField(fields, made)
  const inner = (good as unknown as Record<string, object | undefined>)[made.within] ?? {}
  return withField(fields, { ...made, name: made.within, value: withField(fieldsOf(inner), made), how: 'set' })
}

const item: fc.Arbitrary<(n: number) => string> = fc.oneof(
  { weight: 1, arbitrary: oddText.map((text) => () => text) },
  { weight: 4, arbitrary: change.map((made) => (n: number) => oddItem(n, made)) },
)

/** A value without what is named, with its keys in order: how what was sent and what was stored are compared. */
function plain(value: unknown, without: ReadonlySet<string>, path = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((inner, i) => (without.has(`${path}[${i}]`) ? undefined : plain(inner, without, `${path}[${i}]`)))
  }
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value
  return Object.keys(value)
    .sort()
    .map((key) => [key, path ? `${path}.${key}` : key] as const)
    .filter(([, at]) => !without.has(at))
    .map(([key, at]) => [key, plain((value as Record<string, unknown>)[key], without, at)])
}

/** Everything stored, through the export. */
function exported(dataDir: string, store: readonly string[]): ReadonlyMap<string, unknown> {
  const out = join(folder(), 'all.ndjson')
  const args = [
    'export',
    '--format',
    'ndjson',
    '--data',
    dataDir,
    '--out',
    out,
    '--config',
    repoPath('examples/shop/frankly.config.json'),
    ...store,
  ]
  const done = spawnSync(
    process.execPath,
    [
      '--conditions=frankly-source',
      '--disable-warning=ExperimentalWarning',
      repoPath('packages/collector/src/main.ts'),
      ...args,
    ],
    { encoding: 'utf8', env: { ...process.env, FRANKLY_STAFF_TOKEN: 'kTq7-vN2w-XbR9-mZ4c-Jy6s-Hd3f' } },
  )
  expect(done.stderr).toMatch(/responses/)
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => JSON.parse(line) as { id: string; response: unknown }).map((row) => [row.id, row.response]),
  )
}

async function prove(target: Target, store: readonly string[]): Promise<void> {
  const made = fc.sample(item, ITEMS)
  const stored: { text: string; id: string; leftOut: ReadonlySet<string> }[] = []
  for (const [n, make] of made.entries()) {
    const text = make(ODD_FROM + n)
    const good = response(n)
    const reply = await target.post('responses', `{"sentAt":${Date.now()},"items":[${JSON.stringify(good)},${text}]}`)
    const said = await reply.text()
    expect(reply.status, `${text.slice(0, 500)} → ${said.slice(0, 500)}`).toBe(200)
    const { results } = JSON.parse(said) as { results: ItemResult[] }
    expect(results, text.slice(0, 500)).toHaveLength(2)
    const [first, second] = results
    expect([first?.id, first?.status], text.slice(0, 500)).toEqual([idOf(n), 'stored'])
    const sent = JSON.parse(text) as { id?: unknown } | null
    if (second!.status === 'stored') {
      stored.push({ text, id: second!.id, leftOut: new Set(second!.leftOut) })
    } else {
      // A random id may be one that is there already.
      expect(second!.status, `${text.slice(0, 500)} → ${said.slice(0, 500)}`).toBe('rejected')
      expect(second!.problem?.code).toMatch(/^(item_invalid|item_too_large|too_deep)$/)
      if (typeof sent?.id === 'string') expect(second!.id).toBe(sent.id.slice(0, 64))
    }
  }
  const all = exported(target.dataDir, store)
  for (let n = 0; n < ITEMS; n++) expect(all.has(idOf(n))).toBe(true)
  for (const { text, id, leftOut } of stored) {
    const sent = JSON.parse(text) as unknown
    expect(plain(all.get(id), leftOut), text.slice(0, 2000)).toEqual(plain(sent, leftOut))
  }
  expect(stored.length).toBeGreaterThan(20)
  expect(stored.length).toBeLessThan(ITEMS - 20)
}

describe('[F15] any JSON beside a good item', SLOW_MACHINE, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  it('[F15] on SQLite: the good one is stored, the other is stored to the letter, with what was left out by name, or refused with its id and reason', async () => {
    await prove(await startTarget({ limits: LOOSE }), [])
  })

  it('[F15] on PostgreSQL: the same', async () => {
    const url = await server.database()
    await prove(await startTarget({ limits: LOOSE, args: ['--store', url] }), ['--store', url])
  })

  it('[F15] the two that were found: five thousand brackets are refused, an answer called __proto__ is left out by name', async () => {
    const target = await startTarget({ limits: LOOSE })
    const proto = JSON.stringify(response(3)).replace(/"answers":\{.*?\}\},?"?/, (found) =>
      found.replace('"ordering"', '"__proto__"'),
    )
    const items = [JSON.stringify(response(1)), '['.repeat(5000) + ']'.repeat(5000), proto, JSON.stringify(response(2))]
    const reply = await target.post('responses', `{"items":[${items.join(',')}]}`)
    const { results } = (await reply.json()) as { results: ItemResult[] }
    expect(results.map(({ status }) => status)).toEqual(['stored', 'rejected', 'stored', 'stored'])
    expect(results[1]?.problem?.code).toBe('too_deep')
    expect(results[2]).toMatchObject({ id: idOf(3), leftOut: ['answers.__proto__'] })
    const letters = await target.staff<{ items: { reason: string; body: string }[] }>('/v1/dead-letters')
    const unread = {
      id: idOf(3),
      revision: 1,
      surveyId: 'purchase',
      answers: JSON.parse('{"__proto__":{"kind":"rating","value":5}}'),
    }
    expect(Object.fromEntries(letters.items.map(({ reason, body }) => [reason, body]))).toEqual({
      too_deep: items[1],
      answer_unread: JSON.stringify(unread),
    })
  })

  it('[F15] a key said twice is refused by name, in an item and in the envelope; other texts than UTF-8 are refused', async () => {
    const target = await startTarget({ limits: LOOSE })
    const twice = JSON.stringify(response(1)).replace('"best":', '"best":{"kind":"text","text":"first"},"best":')
    const reply = await target.post('responses', `{"items":[${JSON.stringify(response(2))}, ${twice}]}`)
    const { results } = (await reply.json()) as { results: ItemResult[] }
    expect(results).toMatchObject([
      { status: 'stored' },
      { id: idOf(1), status: 'rejected', problem: { issues: [{ path: 'best' }] } },
    ])
    const two = await target.post('responses', `{"items":[${JSON.stringify(response(4))}],"items":[]}`)
    expect([two.status, await two.json()]).toMatchObject([400, { code: 'envelope_invalid' }])
    const latin = Buffer.from(
      JSON.stringify({ items: [response(5, { answers: { best: { kind: 'text', text: 'Käse' } } })] }),
      'latin1',
    )
    const unread = await target.post('responses', new Uint8Array(latin))
    expect([unread.status, await unread.json()]).toMatchObject([
      400,
      { code: 'body_unreadable', detail: expect.stringContaining('UTF-8') },
    ])
  })
})
