import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkResponse } from '../check/check-response.ts'
import { defineSurvey } from '../check/define-survey.ts'
import { bytesOf, RESPONSE_BYTES } from '../model/fit-record.ts'
import { RECORDED_FACTS } from '../model/recorded-context.ts'
import type { ResponseContext } from '../model/response.ts'
import { makeId } from '../platform/make-id.ts'
import { advance } from './advance.ts'
import { checkAnswer } from './check-answer.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'

const survey = defineSurvey({
  id: 'long',
  version: 1,
  title: 'Long',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'delivery',
  variables: [{ id: 'copy', type: 'text', initial: '', rules: [{ op: 'set', value: { answer: 'words' } }] }],
  pages: [
    {
      id: 'all',
      questions: [
        { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' },
        { id: 'words', kind: 'text', text: 'Say it.', minLength: 2, maxLength: 20_000 },
        { id: 'short', kind: 'text', text: 'In short.' },
        {
          id: 'pick',
          kind: 'choice',
          text: 'Pick.',
          choices: [
            { id: 'a', text: 'A' },
            { id: 'b', text: 'B' },
          ],
          other: true,
        },
        { id: 'good', kind: 'praise', text: 'Best?' },
        { id: 'bad', kind: 'complaint', text: 'Worst?' },
        { id: 'reach', kind: 'contact', text: 'Where?' },
        { id: 'photo', kind: 'attachment', text: 'Photo?' },
      ],
    },
  ],
})
const base = {
  id: makeId({ now: () => 1 }, { bytes: (n) => new Uint8Array(n) }),
  revision: 1,
  mode: 'web',
  test: false,
} as const
const answered = (questionId: string, value: object): RunEvent =>
  ({ type: 'answered', questionId, value, at: 5 }) as RunEvent
const runOf = (context: ResponseContext, ...events: RunEvent[]): Run =>
  events.reduce<Run>(
    (run, event) => advance(survey, run, event),
    startRun(survey, { seed: 's', locale: 'en', now: 1, context }),
  )
const rated = answered('rate', { kind: 'rating', value: 2 })
const cyrillicOrder: ResponseContext = {
  order: {
    orderId: 'З-1',
    items: Array.from({ length: 200 }, () => ({ name: 'Чайник '.repeat(50), category: 'Посуда '.repeat(25) })),
  },
  tags: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}`, 'ж'.repeat(64)])),
}
const question = (id: string) => survey.pages[0]!.questions.find((each) => each.id === id)!

describe('[E55] one unit for every limit', () => {
  it.each([
    ['Latin', 'a', 19_000],
    ['Cyrillic', 'ж', 16_500],
    ['Chinese', '茶', 11_000],
    ['Latin', 'a', 20_000],
    ['Cyrillic', 'ж', 20_000],
    ['Chinese', '茶', 20_000],
    ['emoji', '🫖', 20_000],
    ['control signs', '\u0001', 20_000],
  ])('%s %s × %i is taken whole, whatever the order', (_, sign, count) => {
    const text = sign.repeat(count)
    const run = runOf(cyrillicOrder, rated, answered('words', { kind: 'text', text }))
    const response = toResponse(survey, run, { ...base, record: RECORDED_FACTS })
    expect(response.answers['words']).toEqual({ kind: 'text', text })
    expect(checkAnswer(question('words'), { kind: 'text', text })).toBeUndefined()
    expect(bytesOf(response)).toBeLessThanOrEqual(RESPONSE_BYTES)
    expect(checkResponse(JSON.parse(JSON.stringify(response)))).toMatchObject({
      ok: true,
      response: { answers: response.answers },
    })
  })

  it('the default limit is as many characters in any script', () => {
    for (const sign of ['a', 'ж', '茶', '🫖']) {
      expect(checkAnswer(question('short'), { kind: 'text', text: sign.repeat(4000) }), sign).toBeUndefined()
      expect(checkAnswer(question('short'), { kind: 'text', text: sign.repeat(4001) }), sign).toEqual({
        code: 'too_long',
        limit: 4000,
        found: 4001,
      })
    }
    expect(checkAnswer(question('words'), { kind: 'text', text: '🫖' })).toEqual({
      code: 'too_short',
      limit: 2,
      found: 1,
    })
  })
})

describe('[E52] words past every limit are cut, never refused with the rest', () => {
  const anySign = fc.constantFrom('a', 'ж', '茶', '🫖', '👨‍👩‍👧', 'e\u0301', '\u0001', '"', '\ud83e')
  it('property: any length in any field of any script', () => {
    fc.assert(
      fc.property(
        anySign,
        fc.integer({ min: 1, max: 30_000 }),
        fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
        (sign, count, at) => {
          const long = sign.repeat(count)
          const field = [
            answered('words', { kind: 'text', text: long }),
            answered('pick', { kind: 'choice', choices: ['other'], other: long }),
            answered('good', { kind: 'praise', text: long }),
            answered('good', { kind: 'praise', text: 'x', who: long }),
            answered('bad', { kind: 'complaint', text: 'x', remedy: 'other', remedyText: long }),
            answered('reach', { kind: 'contact', channel: 'email', address: `${long}@x.de` }),
            answered('photo', { kind: 'attachment', files: [{ id: base.id, name: long, type: long, size: 3 }] }),
          ][at]!
          const response = toResponse(survey, runOf(cyrillicOrder, rated, field, { type: 'next', at: 6 }), base)
          const arrived = checkResponse(JSON.parse(JSON.stringify(response)))
          expect(arrived).toMatchObject({ ok: true, response: { answers: { rate: { value: 2 } } } })
          const text = JSON.stringify(response.answers)
          if (sign !== '\ud83e') expect(text).not.toMatch(/\\ud[89a-f]/)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('[E57] clocks out of all bounds cost no answer', () => {
  it.each([12_000, 100_000, 275_000])('year %i', (year) => {
    const now = Date.UTC(2000, 0) + (year - 2000) * 365.25 * 86_400_000
    const at = Math.min(now, 8.64e15)
    const id = makeId({ now: () => at }, { bytes: (n) => new Uint8Array(n) })
    const run = advance(survey, startRun(survey, { seed: id, locale: 'en', now: at, context: {} }), {
      ...rated,
      at,
    } as RunEvent)
    expect(checkResponse(toResponse(survey, run, { ...base, id }))).toMatchObject({ ok: true })
  })
})
