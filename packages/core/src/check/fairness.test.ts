import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance, chances, makeAnswer, makeContext, makeSurvey } from '../../test/kit/random-survey.ts'
import { walkSurvey } from '../../test/kit/walk-survey.ts'
import type { Condition, Question } from '../model/question.ts'
import type { Page, Survey } from '../model/survey.ts'
import { checkSense } from './check-sense.ts'
import { checkSurvey } from './check-survey.ts'

const GUARDED: readonly string[] = ['review_link', 'reward', 'contact', 'complaint']

const rate: Question = { id: 'rate', kind: 'rating', scale: 'nps', text: 'How likely are you to recommend us?' }
const review: Question = {
  id: 'review',
  kind: 'review_link',
  url: 'https://reviews.example.com',
  text: 'Write a review',
}
const why: Question = { id: 'why', kind: 'text', text: 'Why?' }
const happy: Condition = { left: { answer: 'rate' }, op: 'gte', right: 9 }
const firstOrder: Condition = { left: { context: 'order.firstOrder' }, op: 'eq', right: true }

const survey = (pages: readonly Page[], rest: Partial<Survey> = {}): Survey => ({
  schema: 1,
  id: 'fair',
  version: 1,
  title: 'Fair',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'x_fair',
  pages,
  ...rest,
})
const gates = (value: Survey): readonly string[] => {
  const checked = checkSurvey(value)
  return checked.ok ? [] : checked.issues.filter(({ code }) => code === 'gated-by-answer').map(({ path }) => path)
}
const ask: Page = { id: 'ask', questions: [rate] }

describe('fairness', () => {
  it('[S8] a condition that reads an answer cannot stand on a guarded block', () => {
    for (const kind of GUARDED) {
      const block = {
        ...review,
        kind,
        ...(kind === 'reward' ? { pool: 'x' } : {}),
        showIf: happy,
      } as unknown as Question
      const found = checkSurvey(survey([ask, { id: 'offer', questions: [block] }]))
      expect(found.ok, kind).toBe(false)
    }
    expect(gates(survey([ask, { id: 'offer', questions: [{ ...review, showIf: happy }] }]))).toEqual([
      'pages[1].questions[0].showIf',
    ])
  })

  it('[S8] nor hidden in all, any, not', () => {
    const hidden: Condition = { all: [firstOrder, { any: [{ not: happy }] }] }
    expect(gates(survey([ask, { id: 'offer', questions: [{ ...review, showIf: hidden }] }]))).toHaveLength(1)
  })

  it('[S8] nor on its page', () => {
    expect(gates(survey([ask, { id: 'offer', questions: [review], showIf: happy }]))).toContain('pages[1].showIf')
  })

  it('[S8] nor through a variable, however long the chain', () => {
    const variables = [
      { id: 'score', type: 'number', initial: 0, rules: [{ op: 'set', value: { answer: 'rate' } }] },
      {
        id: 'mood',
        type: 'text',
        initial: '',
        rules: [{ op: 'set', value: 'good', when: { left: { variable: 'score' }, op: 'gt', right: 8 } }],
      },
    ] as const
    const showIf: Condition = { left: { variable: 'mood' }, op: 'eq', right: 'good' }
    expect(gates(survey([ask, { id: 'offer', questions: [{ ...review, showIf }] }], { variables }))).toHaveLength(1)
  })

  it('[S8] nor by a fork that only one way leads to it', () => {
    const fork: Page = { ...ask, branches: [{ when: happy, go: { page: 'offer' } }, { go: 'end' }] }
    expect(gates(survey([fork, { id: 'offer', questions: [review] }]))).toEqual(['pages[0].branches[0].when'])
  })

  it('[S8] nor by a fork that ends early and falls through otherwise', () => {
    const fork: Page = { ...ask, branches: [{ when: { not: happy }, go: 'end' }] }
    expect(
      gates(survey([fork, { id: 'middle', questions: [why] }, { id: 'offer', questions: [review] }])),
    ).toHaveLength(1)
  })

  it('[S8] nor by a page that is passed over when nothing on it is shown', () => {
    const first: Page = { id: 'maybe', questions: [{ ...why, showIf: happy }], branches: [{ go: 'end' }] }
    expect(gates(survey([ask, first, { id: 'offer', questions: [review] }]))).toEqual(['pages[1].questions[0].showIf'])
  })

  it('[S8] nor by a quota that reads an answer', () => {
    const quotas = [{ id: 'critics', limit: 5, when: { not: happy } }]
    expect(gates(survey([ask, { id: 'offer', questions: [review] }], { quotas }))).toContain('quotas[0].when')
  })

  it('[S8] nor by a required number between bounds', () => {
    const number: Question = { id: 'n', kind: 'text', input: 'number', min: 9, max: 10, required: true, text: 'Score?' }
    expect(
      gates(
        survey([
          { id: 'ask', questions: [number] },
          { id: 'offer', questions: [review] },
        ]),
      ),
    ).toHaveLength(1)
    expect(
      gates(
        survey([
          { id: 'ask', questions: [{ ...number, required: false }] },
          { id: 'offer', questions: [review] },
        ]),
      ),
    ).toEqual([])
  })

  it('[S8] nor by a trigger that hears what was said', () => {
    const triggers = [
      { on: 'event', name: 'response.completed', where: [{ key: 'score', op: 'gte', value: 9 }] },
    ] as const
    expect(gates(survey([{ id: 'offer', questions: [review] }], { targeting: { triggers } }))).toEqual([
      'targeting.triggers[0]',
    ])
  })

  it('[S8] the context may decide, and ways that meet again before the block are fair', () => {
    expect(gates(survey([ask, { id: 'offer', questions: [{ ...review, showIf: firstOrder }] }]))).toEqual([])
    const fork: Page = { ...ask, branches: [{ when: happy, go: { page: 'offer' } }] }
    expect(gates(survey([fork, { id: 'middle', questions: [why] }, { id: 'offer', questions: [review] }]))).toEqual([])
  })

  it('[S8] the customer who wants no more questions is no gate', () => {
    const pages: Page[] = [
      { id: 'start', questions: [why] },
      { ...ask, branches: [{ when: happy, go: { page: 'offer' } }] },
      { id: 'middle', questions: [{ ...why, id: 'why2' }] },
      { id: 'offer', questions: [review] },
    ]
    expect(gates(survey(pages, { offerMoreBefore: 'ask' }))).toEqual([])
  })

  it('[S8] no accepted survey lets an answer decide who meets a guarded block', () => {
    let accepted = 0
    let forked = 0
    fc.assert(
      fc.property(chances, (g) => {
        const made = makeSurvey(g, { guarded: 30, backwards: 5, pages: 2 + g(4) })
        if (checkSense(made).length > 0) return
        accepted++
        const kinds = new Map(made.pages.flatMap(({ questions }) => questions).map(({ id, kind }) => [id, kind]))
        const context = makeContext(g)
        const more = chance(g, 50)
        const full = chance(g, 50) ? ['quota'] : []
        const met = [1, 2, 3].map(() => {
          const { seen } = walkSurvey(made, context, more, (question) => makeAnswer(g, question), 100, full)
          return { guarded: seen.filter((id) => GUARDED.includes(kinds.get(id)!)).join(), all: seen.join() }
        })
        if (new Set(met.map(({ all }) => all)).size > 1) forked++
        expect(new Set(met.map(({ guarded }) => guarded)).size).toBe(1)
      }),
      { numRuns: 5000 },
    )
    // the property would hold for a validator that refuses everything
    expect(accepted).toBeGreaterThan(1500)
    expect(forked).toBeGreaterThan(150)
  }, 120_000)

  it('[S8] every gate that is put into an accepted survey is refused', () => {
    let tried = 0
    fc.assert(
      fc.property(chances, (g) => {
        const made = makeSurvey(g, { guarded: 0, conditions: 15 })
        if (!checkSurvey(made).ok) return
        const [first] = made.pages
        const gate: Condition = { left: { answer: 'score' }, op: 'lt', right: 3 }
        const question: Question = { ...rate, id: 'score', scale: 'csat5' }
        const offer: Page = { id: 'offer', questions: [review] }
        const start: Page = {
          id: 'start',
          questions: [question],
          branches: [{ when: gate, go: 'end' }, { go: { page: first!.id } }],
        }
        tried++
        expect(
          gates({ ...made, pages: [start, ...made.pages.map((page) => ({ ...page, branches: [] })), offer] }),
        ).not.toEqual([])
      }),
      { numRuns: 300 },
    )
    expect(tried).toBeGreaterThan(50)
  }, 60_000)
})
