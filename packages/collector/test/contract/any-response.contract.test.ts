import type { ItemResult } from '@frankly/core/wire'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/options/limits.ts'
import { startTarget, type Target } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'
import { asStaff, collectorWith, survey } from '../support/start.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 300_000 }
const LOOSE = { addressPerSecond: 1e6, projectPerSecond: 1e6, refusedPerHour: 1e6 }

/** What a page can hand in for a fact: right, nearly right, or nothing of the kind. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('ru_RU', 'russian', 'x-default', '', 4711, null, [], {}, true, 1e300, -0, 'a\0b', '\ud800'),
  fc.constantFrom(8.64e15 + 1, -1, 12_000 * 365 * 86_400_000, 'я'.repeat(5000), '订'.repeat(3000)),
)
const odd = (fields: readonly string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string({ maxLength: 12 })), anything, { maxKeys: 6 })

const context = fc.oneof(
  anything,
  odd(['path', 'order', 'device', 'tags', 'utcOffsetMinutes']),
  fc.record({ order: odd(['orderId', 'value', 'currency', 'items', 'coupon']) }),
)
const subject = fc.oneof(anything, odd(['id', 'traits']))
const facts = fc.record(
  {
    revision: anything,
    surveyVersion: anything,
    status: fc.oneof(anything, fc.constantFrom('started', 'partial', 'completed', 'dismissed')),
    mode: anything,
    test: anything,
    locale: anything,
    touchpoint: anything,
    context,
    subject,
    consents: fc.oneof(anything, fc.array(odd(['purpose', 'granted', 'textVersion', 'at']), { maxLength: 3 })),
    timings: fc.oneof(anything, odd(['startedAt', 'updatedAt', 'completedAt', 'questionMs'])),
    variables: fc.oneof(anything, odd(['score'])),
    receiptCode: anything,
    writer: anything,
    complaint: fc.oneof(anything, odd(['severity'])),
    drawn: anything,
  },
  { requiredKeys: [] },
)
const others = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(anything, odd(['kind', 'text', 'value', 'choices'])),
  {
    maxKeys: 3,
  },
)
const posts = fc.array(fc.record({ facts, others, value: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 1,
  maxLength: 8,
})

/** Posts them, what is more than a body may hold in halves, as the client does. */
async function posted(target: Target, items: readonly object[]): Promise<readonly ItemResult[]> {
  const body = JSON.stringify({ sentAt: Date.now(), items })
  const half = Math.ceil(items.length / 2)
  if (Buffer.byteLength(body) > LIMITS.bodyBytes && half < items.length)
    return [...(await posted(target, items.slice(0, half))), ...(await posted(target, items.slice(half)))]
  const reply = await target.post('responses', body)
  expect(reply.status).toBe(200)
  return ((await reply.json()) as { results: ItemResult[] }).results
}

/** Posts what was made, with a rating in each, and reads every rating back as staff do. */
async function prove(target: Target, runs: number): Promise<void> {
  let n = 0
  const wanted = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(posts, async (made) => {
      const items = made.map(({ facts: around, others: beside, value }) => {
        const id = idOf(++n)
        wanted.set(id, value)
        return { ...response(n), ...around, id, answers: { ...beside, ordering: { kind: 'rating', value } } }
      })
      const results = await posted(target, items)
      expect(results.map(({ id, status }) => [id, status])).toEqual(items.map(({ id }) => [id, 'stored']))
      type Row = { id: string; response: { answers: Record<string, unknown> } }
      const rows = (await target.staff<{ items: Row[] }>('/v1/responses?limit=20')).items
      const ratings = new Map(rows.map((row) => [row.id, row.response.answers['ordering']]))
      for (const { id } of items) expect(ratings.get(id)).toEqual({ kind: 'rating', value: wanted.get(id) })
    }),
    { numRuns: runs, endOnFailure: true },
  )
}

describe('[I5] [E57] any facts around a rating', SLOW_MACHINE, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  it('[I5] on SQLite: whatever page, person, order and time are said to be, the rating is in the store', async () => {
    await prove(await startTarget({ limits: LOOSE }), 60)
  })

  it('[I5] on PostgreSQL: the same', async () => {
    const url = await server.database()
    await prove(await startTarget({ limits: LOOSE, args: ['--store', url] }), 15)
  })
})

describe('[I14] an answer that cannot be read', () => {
  const contactSurvey = {
    ...survey,
    id: 'reply',
    pages: [
      {
        id: 'one',
        questions: [
          { kind: 'rating', id: 'ordering', scale: 'csat5', text: { en: 'How?', ru: 'Как?' } },
          { kind: 'contact', id: 'reply', text: { en: 'Where?', ru: 'Куда?' } },
          { kind: 'consent', id: 'agree', text: { en: 'Yes', ru: 'Да' }, purpose: 'contact', textVersion: 'v1' },
        ],
      },
    ],
  }
  const start = () =>
    collectorWith({
      projects: {
        pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey, contactSurvey], spam: { fasterThanMs: 0 } },
      },
    })
  type Collector = Awaited<ReturnType<typeof start>>
  const send = async (collector: Collector, path: string, body: object) => {
    const reply = await collector.app.request(`/v1/projects/pk_demo/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    })
    expect(reply.status).toBe(200)
    return (await reply.json()) as { results: ItemResult[] }
  }
  const letters = async (collector: Collector) => {
    const reply = await collector.app.request('/v1/dead-letters', { headers: asStaff })
    const { items } = (await reply.json()) as { items: { reason: string; body: string }[] }
    return items.map(({ reason, body }) => ({ reason, ...(JSON.parse(body) as object) }))
  }
  const rating = { kind: 'rating', value: 2 }

  it('[I14] of a kind that nobody knows, and words beyond the limit: stored without, kept as they came, once', async () => {
    const collector = await start()
    const voice = { kind: 'voice', words: 'it was broken' }
    const long = { kind: 'text', text: 'y'.repeat(20_010) }
    const item = { ...response(1), answers: { ordering: rating, voice, long } }
    const { results } = await send(collector, 'responses', { items: [item] })
    expect(results[0]).toMatchObject({ status: 'stored', leftOut: ['answers.voice', 'answers.long.text'] })
    await send(collector, 'responses', { items: [item] })
    expect(await letters(collector)).toEqual([
      { reason: 'answer_unread', id: idOf(1), revision: 1, surveyId: 'purchase', answers: { voice, long } },
    ])
    const [row] = await collector.store.responses({ limit: 1 })
    expect(JSON.parse(row!.body)).toMatchObject({ answers: { ordering: rating } })
  })

  it('[I16] it goes with its response, and with the one that this goes on with; an erased one leaves none', async () => {
    const collector = await start()
    const with1 = (n: number, over: object) => ({
      ...response(n),
      ...over,
      answers: { voice: { kind: 'voice', words: `secret ${n}` } },
    })
    await send(collector, 'responses', { items: [with1(1, {}), with1(2, { continues: idOf(1) })] })
    expect(await letters(collector)).toHaveLength(2)
    await send(collector, 'erasures', { responseIds: [idOf(1)] })
    expect(await letters(collector)).toEqual([])
    await send(collector, 'responses', { items: [with1(1, { revision: 3 }), with1(3, { continues: idOf(1) })] })
    expect(await letters(collector)).toEqual([])
  })

  it('[R5] an address in it is kept only where its consent is given and its name may be seen', async () => {
    const fax = { kind: 'contact', channel: 'fax', address: 'anna@shop.example' }
    const consents = (granted: boolean) => [{ purpose: 'contact', granted, textVersion: 'v1', at: 1 }]
    const wrong = { kind: 'complaint', text: 'x', nameVisibleTo: 'nobody' }
    for (const [around, answers, kept] of [
      [{ consents: consents(true) }, {}, true],
      [{ consents: consents(false) }, {}, false],
      [{ consents: [] }, {}, false],
      [{ consents: consents(true) }, { wrong }, false],
    ] as const) {
      const collector = await start()
      const item = {
        ...response(1),
        surveyId: 'reply',
        ...around,
        answers: { ordering: rating, ...answers, reply: fax },
      }
      expect((await send(collector, 'responses', { items: [item] })).results[0]).toMatchObject({ status: 'stored' })
      expect(JSON.stringify(await letters(collector)).includes('anna@')).toBe(kept)
    }
  })
})
