import { describe, expect, it } from 'vitest'
import { defineSurvey } from '../check/define-survey.ts'
import { COMPLAINT_CATEGORIES, severityOf } from '../model/complaint.ts'
import type { Survey } from '../model/survey.ts'
import { advance } from './advance.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'

const survey = defineSurvey({
  id: 'door',
  version: 3,
  title: 'Door',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'delivery',
  variables: [
    {
      id: 'double',
      type: 'number',
      initial: 0,
      rules: [
        { op: 'add', value: { answer: 'rate' } },
        { op: 'multiply', value: 2 },
      ],
    },
  ],
  pages: [
    {
      id: 'all',
      questions: [
        { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' },
        { id: 'bad', kind: 'complaint', text: 'What happened?' },
        { id: 'mail', kind: 'text', input: 'email', text: 'E-mail?' },
        { id: 'story', kind: 'text', text: 'Say it.', minLength: 10 },
        {
          id: 'publish',
          kind: 'consent',
          purpose: 'publish',
          textVersion: '2026-11',
          text: 'You may publish my words.',
        },
      ],
    },
  ],
})
const base = { id: '01890a5d-ac96-774b-bcce-b302099a8057', revision: 2, mode: 'web', test: false } as const
const run = (...values: [string, object][]): Run =>
  values.reduce<Run>(
    (at, [questionId, value]) => advance(survey, at, { type: 'answered', questionId, value, at: 50 } as RunEvent),
    startRun(survey, { seed: 's', locale: 'en', now: 10, context: { path: '/thanks' } }),
  )

describe('the response of a run', () => {
  it('[E50] is the whole state', () => {
    expect(
      toResponse(survey, run(['rate', { kind: 'rating', value: 4 }]), { ...base, subject: { id: 'c-1' } }),
    ).toEqual({
      ...base,
      surveyId: 'door',
      surveyVersion: 3,
      status: 'partial',
      locale: 'en',
      touchpoint: 'delivery',
      answers: { rate: { kind: 'rating', value: 4 } },
      context: { path: '/thanks' },
      subject: { id: 'c-1' },
      consents: [],
      timings: { startedAt: 10, updatedAt: 50, questionMs: { rate: 40, bad: 40, mail: 40, story: 40, publish: 40 } },
      variables: { double: 8 },
    })
  })

  it('[E50] is started, partial, completed', () => {
    const status = (at: Run): string => toResponse(survey, at, base).status
    expect(status(run())).toBe('started')
    const one = run(['rate', { kind: 'rating', value: 4 }])
    expect(status(one)).toBe('partial')
    expect(status(advance(survey, one, { type: 'next', at: 60 }))).toBe('completed')
  })

  it('[E51] a complaint is urgent by its category, and only a complaint has a receipt', () => {
    const complaint = (category?: string): unknown =>
      toResponse(survey, run(['bad', { kind: 'complaint', text: 'Broken', ...(category && { category }) }]), {
        ...base,
        receiptCode: 'K7M4',
      })
    expect(complaint('safety')).toMatchObject({ complaint: { severity: 'critical' }, receiptCode: 'K7M4' })
    expect(complaint('rudeness')).toMatchObject({ complaint: { severity: 'high' } })
    expect(complaint()).toMatchObject({ complaint: { severity: 'normal' } })
    const calm = toResponse(survey, run(['rate', { kind: 'rating', value: 1 }]), { ...base, receiptCode: 'K7M4' })
    expect(calm).not.toHaveProperty('complaint')
    expect(calm).not.toHaveProperty('receiptCode')
  })

  it('[E51] all 14 categories and other have the severity of the rule', () => {
    const high = COMPLAINT_CATEGORIES.filter((each) => severityOf(each) === 'high')
    expect(COMPLAINT_CATEGORIES).toHaveLength(15)
    expect(COMPLAINT_CATEGORIES.at(-1)).toBe('other')
    expect(high).toEqual(['rudeness', 'promise', 'wrong_item', 'quality', 'billing', 'returns'])
    expect(COMPLAINT_CATEGORIES.filter((each) => severityOf(each) === 'critical')).toEqual(['safety'])
  })

  it('[E52] leaves out an answer at fault, but never words', () => {
    const { answers } = toResponse(
      survey,
      run(
        ['mail', { kind: 'text', text: 'ann@' }],
        ['story', { kind: 'text', text: 'short' }],
        ['bad', { kind: 'complaint', text: 'x'.repeat(5000) }],
      ),
      base,
    )
    expect(Object.keys(answers)).toEqual(['bad', 'story'])
  })

  it('[E52] words beyond what is taken anywhere are cut, not lost', () => {
    const { answers } = toResponse(survey, run(['bad', { kind: 'complaint', text: 'x'.repeat(50_000) }]), base)
    expect(answers['bad']).toEqual({ kind: 'complaint', text: 'x'.repeat(20_000) })
  })

  it('[E53] a consent is recorded with its purpose and the version of its words; a refusal too', () => {
    const earlier = { purpose: 'contact', granted: true, textVersion: '1', at: 5 }
    const { consents } = toResponse(survey, run(['publish', { kind: 'consent', granted: false }]), {
      ...base,
      consents: [earlier],
    })
    expect(consents).toEqual([earlier, { purpose: 'publish', granted: false, textVersion: '2026-11', at: 50 }])
  })

  it('[E50] holds no variables where the survey has none', () => {
    const { variables: _, ...plain } = survey
    expect(toResponse(plain as Survey, run(), base)).not.toHaveProperty('variables')
  })
})

it('[E58] who goes back, or closes it there, takes no word of a later page away', () => {
  const pages = [
    { id: 'one', questions: [{ id: 'a', kind: 'text', text: 'A?' }] },
    { id: 'two', questions: [{ id: 'b', kind: 'text', text: 'B?' }] },
  ] as const
  const words = (id: string): RunEvent => ({
    type: 'answered',
    questionId: id,
    value: { kind: 'text', text: id },
    at: 1,
  })
  const two: Survey = { ...survey, variables: [], pages }
  const begun = startRun(two, { seed: 's', locale: 'en', now: 1 })
  const acts: RunEvent[] = [words('a'), { type: 'next', at: 1 }, words('b'), { type: 'back', at: 1 }]
  const back = acts.reduce((run, act) => advance(two, run, act), begun)
  const base = { id: 'r', revision: 1, mode: 'web', test: false } as const
  for (const run of [back, advance(two, back, { type: 'dismissed', at: 1 })])
    expect(Object.keys(toResponse(two, run, base).answers)).toEqual(['a', 'b'])
  const branched: Survey = {
    ...two,
    pages: [
      { ...pages[0], branches: [{ when: { left: { answer: 'a' }, op: 'eq', right: 'x' }, go: 'end' }] },
      pages[1],
    ],
  }
  const left = advance(branched, back, { ...words('a'), value: { kind: 'text', text: 'x' } } as RunEvent)
  expect(Object.keys(toResponse(branched, left, base).answers)).toEqual(['a'])
})
