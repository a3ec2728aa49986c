import type { AnswerValue, Response, Survey } from '@frankly/core'
import { checkSurvey } from '@frankly/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnonymousRound, anonymousFigures } from '../../src/privacy/anonymous-figures.ts'
import { idOf, response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY
const choice = (id: string) => ({ id, text: { en: id } })
const pulse: Survey = {
  schema: 1,
  id: 'pulse',
  version: 1,
  anonymous: true,
  title: { en: 'Pulse' },
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'support',
  quotas: [{ id: 'enough', limit: 100 }],
  pages: [
    {
      id: 'one',
      questions: [
        { kind: 'rating', id: 'rate', scale: 'csat5', text: { en: 'How?' } },
        { kind: 'choice', id: 'one', choices: ['a', 'b', 'c'].map(choice), text: { en: 'Which?' } },
        { kind: 'choice', id: 'many', multiple: true, choices: ['a', 'b', 'c'].map(choice), text: { en: 'Which?' } },
        { kind: 'text', id: 'why', text: { en: 'Why?' } },
      ],
    },
  ],
}

const answers: fc.Arbitrary<Response['answers']> = fc
  .record(
    {
      rate: fc.integer({ min: 1, max: 3 }).map((value): AnswerValue => ({ kind: 'rating', value })),
      one: fc.constantFrom(['a'], ['b'], ['c'], []).map((choices): AnswerValue => ({ kind: 'choice', choices })),
      many: fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((choices): AnswerValue => ({ kind: 'choice', choices })),
      why: fc.constantFrom('x', 'y').map((text): AnswerValue => ({ kind: 'text', text })),
    },
    { requiredKeys: [] },
  )
  .filter((given) => Object.keys(given).length > 0)

/** Nothing shown, and nothing that follows from it by sums and differences, is a group of 1 to 4. */
function expectSafe(round: AnonymousRound): void {
  expect(round.people).toBeGreaterThanOrEqual(5)
  for (const { cells, parts, texts } of round.questions) {
    if (texts) expect(texts.length).toBeGreaterThanOrEqual(5)
    for (const line of [...(cells ? [cells] : []), ...(parts ?? []).map((part) => part.cells)]) {
      const shown = line.flatMap(({ n }) => (n === undefined ? [] : [n]))
      for (const n of shown) expect(n === 0 || n >= 5).toBe(true)
      const hidden = line.length - shown.length
      const left = round.people - shown.reduce((sum, n) => sum + n, 0)
      // What is left is either nobody, or at least two groups that hold five together.
      expect(left === 0 || (left >= 5 && hidden >= 2)).toBe(true)
    }
  }
}

describe('[F18] [PV7] figures of an anonymous survey', () => {
  it('[PV7] no cell of 1 to 4 people, by subtraction neither, at any moment; a round that is told stays as it is', () => {
    const people = fc.array(fc.tuple(answers, fc.integer({ min: 0, max: 5 * 7 - 1 })), { maxLength: 60 })
    fc.assert(
      fc.property(people, (all) => {
        const rows = all.flatMap(([given, day]) => [
          { question: '', day: day * DAY, body: '' },
          ...Object.entries(given).map(([question, answer]) => ({
            question,
            day: day * DAY,
            body: JSON.stringify(answer),
          })),
        ])
        let before: readonly AnonymousRound[] = []
        for (let now = 0; now <= 7 * WEEK; now += DAY) {
          const known = rows.filter(({ day }) => day <= now)
          const rounds = anonymousFigures(pulse, known, now)
          for (const round of rounds) expectSafe(round)
          // Two looks at two times differ by whole rounds alone.
          expect(rounds.slice(0, before.length)).toEqual(before)
          for (const [i, { from }] of rounds.entries())
            expect(from).toBeGreaterThanOrEqual(rounds[i - 1]?.until ?? -Infinity)
          before = rounds
        }
      }),
      { numRuns: 150 },
    )
  })

  it('[S19] asks for nothing that leads to a person', () => {
    const contact = { kind: 'contact', id: 'c', text: { en: 'Mail?' }, channels: ['email'] }
    const wrong = {
      ...pulse,
      pages: [{ id: 'one', questions: [contact] }],
      quotas: [{ id: 'q', limit: 5, when: { op: 'answered', left: { answer: 'c' } } }],
    }
    const checked = checkSurvey(wrong)
    expect(checked.ok ? [] : checked.issues.map(({ code, path }) => `${code} ${path}`)).toContain(
      'anonymous pages[0].questions[0].kind',
    )
  })
})

describe('[PV6] an anonymous survey at the collector', () => {
  const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [pulse] } }
  const now = 1_795_305_600_000
  const sent = (n: number, given: Response['answers'], revision = 1): Response => ({
    ...response(n, { surveyId: 'pulse', answers: given, revision, writer: 'pagemark' }),
    subject: { id: 'zebra-anna', traits: { plan: 'gold' } },
    receiptCode: 'K7M4-2QXD-9',
  })
  const rate = (value: number): Response['answers'] => ({
    rate: { kind: 'rating', value },
    why: { kind: 'text', text: 'zebra words' },
    mail: { kind: 'contact', channel: 'email', address: 'zebra@shop.example' },
  })

  it('[PV6] keeps the day, the question and the answer, and nothing else anywhere; a repeat is told, a late one changes nothing', async () => {
    const collector = await collectorWith({ projects }, {}, now)
    const post = async (items: readonly unknown[]) => {
      const body = JSON.stringify({ sentAt: now, items })
      const reply = await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
      return ((await reply.json()) as { results: { status: string; id: string }[] }).results
    }
    const first = [1, 2, 3, 4, 5, 6].map((n) => sent(n, rate(n % 2 ? 5 : 4)))
    expect((await post(first)).map(({ status, id }) => [status, id])).toEqual(first.map(({ id }) => ['stored', id]))
    expect((await post(first)).map(({ status }) => status)).toEqual(Array(6).fill('duplicate'))
    expect((await post([{ ...sent(7, {}), answers: 'zebra' }]))[0]?.status).toBe('rejected')
    const { store } = collector
    expect(await store.responses({ limit: 9 })).toEqual([])
    expect(await store.deadLetters(9)).toEqual([])
    expect(await store.ofPerson({ project: 'pk_demo', subjectId: 'zebra-anna' })).toEqual([])
    const rows = await store.anonymousRows({ project: 'pk_demo', surveyId: 'pulse', version: 1, before: now + WEEK })
    expect(new Set(rows.map(({ day }) => day % DAY))).toEqual(new Set([0]))
    expect(new Set(rows.map(({ question }) => question))).toEqual(new Set(['', 'rate', 'why']))
    expect(JSON.stringify(rows)).not.toMatch(/anna|K7M4|@shop|pagemark|gold/)
    const ask = async () => {
      const reply = await collector.app.request('/v1/reports/anonymous?project=pk_demo&survey=pulse', {
        headers: asStaff,
      })
      return (await reply.json()) as { rounds: AnonymousRound[] }
    }
    // The week is not over.
    expect(await ask()).toEqual({ version: 1, rounds: [] })
    collector.wait(WEEK)
    const told = await ask()
    expect(told.rounds).toMatchObject([
      { people: 6, questions: [{ id: 'rate' }, { id: 'one' }, { id: 'many' }, { id: 'why' }] },
    ])
    expect(told.rounds[0]!.questions[3]!.texts).toHaveLength(6)
    // A later revision, and a withdrawal, of a week that is over.
    expect((await post([sent(1, rate(1), 2)]))[0]?.status).toBe('stale')
    const erasing = { method: 'POST', body: JSON.stringify({ responseIds: [idOf(1)] }) }
    expect((await collector.app.request('/v1/projects/pk_demo/erasures', erasing)).status).toBe(200)
    expect(await ask()).toEqual(told)
  })

  it('[PV6] within its week it can be corrected and taken back', async () => {
    const collector = await collectorWith({ projects }, {}, now)
    const post = async (item: Response) => {
      const body = JSON.stringify({ sentAt: now, items: [item] })
      const reply = await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
      return ((await reply.json()) as { results: { status: string }[] }).results[0]?.status
    }
    const of = { project: 'pk_demo', surveyId: 'pulse', version: 1, before: now + WEEK }
    expect(await post(sent(1, rate(5)))).toBe('stored')
    expect(await post(sent(1, { rate: { kind: 'rating', value: 2 } }, 2))).toBe('stored')
    expect(await collector.store.quotaCount('pk_demo', 'pulse', 'enough', 9)).toBe(1)
    expect((await collector.store.anonymousRows(of)).map(({ body }) => body).filter(Boolean)).toEqual([
      JSON.stringify({ kind: 'rating', value: 2 }),
    ])
    const erasing = { method: 'POST', body: JSON.stringify({ responseIds: [idOf(1)] }) }
    await collector.app.request('/v1/projects/pk_demo/erasures', erasing)
    expect(await collector.store.anonymousRows(of)).toEqual([])
    expect(await post(sent(1, rate(5), 3))).toBe('stale')
  })
})
