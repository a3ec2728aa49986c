import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { below, chance, chances, makeAnswer, makeContext, makeSurvey, oneOf } from '../../test/kit/random-survey.ts'
import { walkSurvey } from '../../test/kit/walk-survey.ts'
import { checkResponse } from '../check/check-response.ts'
import { checkSurvey } from '../check/check-survey.ts'
import { defineSurvey } from '../check/define-survey.ts'
import type { AnswerValue } from '../model/answer.ts'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import { advance } from './advance.ts'
import { checkAnswer } from './check-answer.ts'
import { resumeRun } from './resume-run.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'
import type { PageView } from './view.ts'
import { viewOf } from './view-of.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const base = { id: ID, revision: 1, mode: 'web', test: false } as const
const sound = (answer: AnswerValue, question: Question, seed: string): boolean => {
  const fault = checkAnswer(question, answer, seed)
  return !fault || !['wrong_kind', 'unknown_choice', 'duplicate'].includes(fault.code)
}

const three = defineSurvey({
  id: 'three',
  version: 1,
  title: 'Three',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'delivery',
  intro: 'Thanks for your order.',
  thanks: { en: 'Got it.', ru: 'Получили.' },
  offerMoreBefore: 'extra',
  pages: [
    {
      id: 'rate',
      questions: [{ id: 'rate', kind: 'rating', scale: 'csat5', text: { en: 'How was it?', ru: 'Как прошло?' } }],
      branches: [
        { when: { left: { answer: 'rate' }, op: 'lte', right: 2 }, go: { page: 'why' } },
        { go: { page: 'best' } },
      ],
    },
    { id: 'why', questions: [{ id: 'why', kind: 'text', text: 'What went wrong?', minLength: 3 }] },
    { id: 'best', questions: [{ id: 'best', kind: 'praise', text: 'What did we do best?' }] },
    {
      id: 'extra',
      questions: [
        { id: 'mail', kind: 'text', input: 'email', text: 'E-mail?', required: true },
        {
          id: 'name',
          kind: 'text',
          input: 'short',
          text: 'Name?',
          showIf: { left: { answer: 'mail' }, op: 'answered' },
        },
      ],
    },
  ],
})
const begin = (): Run => startRun(three, { seed: 's', locale: 'en', now: 1000 })
const play = (run: Run, ...events: RunEvent[]): Run => events.reduce((at, event) => advance(three, at, event), run)
const rated = (value: number, at = 2000): RunEvent => ({
  type: 'answered',
  questionId: 'rate',
  value: { kind: 'rating', value },
  at,
})
const text = (questionId: string, words: string): RunEvent => ({
  type: 'answered',
  questionId,
  value: { kind: 'text', text: words },
  at: 3000,
})
const next = (at = 3000): RunEvent => ({ type: 'next', at })

it('a page may be called "end" or "more": it is asked like any other', () => {
  const called = defineSurvey({
    id: 'called',
    version: 1,
    title: 'Called',
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'delivery',
    pages: ['first', 'end', 'more'].map((id) => ({ id, questions: [{ id, kind: 'text', text: id }] })),
  })
  let run = startRun(called, { seed: 'x', locale: 'en', now: 0 })
  const asked: unknown[] = []
  for (; run.at !== 'end' && asked.length < 9; run = advance(called, run, { type: 'next', at: 1 })) asked.push(run.at)
  expect(asked).toEqual([{ page: 'first' }, { page: 'end' }, { page: 'more' }])
})

describe('a run', () => {
  it('[E1] begins on the first page that has something to show', () => {
    expect(begin()).toMatchObject({ at: { page: 'rate' }, status: 'started', trail: [], answers: {} })
  })

  it('[E2] takes an answer, and an empty one as none', () => {
    const one = play(begin(), rated(4))
    expect(one).toMatchObject({ status: 'partial', answers: { rate: { value: 4 } } })
    const emptied = play(one, { type: 'answered', questionId: 'why', value: { kind: 'text', text: '  ' }, at: 4000 })
    expect(emptied.answers).toEqual(one.answers)
  })

  it('[E2] refuses what cannot be an answer, and says why', () => {
    const run = play(begin(), rated(6))
    expect(run.answers).toEqual({})
    expect(run.faults).toEqual({ rate: { code: 'unknown_choice' } })
    expect(play(run, rated(5)).faults).toEqual({})
    expect(play(begin(), text('nobody', 'x'))).toEqual(begin())
  })

  it('[E2] a late answer to a page gone by is taken, unless it would empty the page before the customer', () => {
    const pages: Survey['pages'] = [
      { id: 'a', questions: [{ id: 'q', kind: 'consent', purpose: 'p', textVersion: '1', text: 'Yes?' }] },
      {
        id: 'b',
        questions: [{ id: 't', kind: 'text', text: 'Why?', showIf: { left: { answer: 'q' }, op: 'eq', right: true } }],
      },
    ]
    const survey: Survey = { ...three, pages }
    const say = (granted: boolean): RunEvent => ({
      type: 'answered',
      questionId: 'q',
      value: { kind: 'consent', granted },
      at: 1,
    })
    const run = [say(true), next()].reduce(
      (at, event) => advance(survey, at, event),
      startRun(survey, { seed: 's', locale: 'en', now: 0 }),
    )
    expect(advance(survey, run, say(false))).toEqual(run)
    expect(advance(survey, run, say(true)).answers['q']).toEqual({ kind: 'consent', granted: true })
  })

  it('[E3] follows the first branch that holds', () => {
    expect(play(begin(), rated(1), next()).at).toEqual({ page: 'why' })
    expect(play(begin(), rated(5), next()).at).toEqual({ page: 'best' })
  })

  it('[E4] stays on the page while an answer is at fault, and keeps what was written', () => {
    const run = play(begin(), rated(1), next(), text('why', 'no'), next())
    expect(run).toMatchObject({ at: { page: 'why' }, faults: { why: { code: 'too_short', limit: 3, found: 2 } } })
    expect(run.answers['why']).toEqual({ kind: 'text', text: 'no' })
  })

  it('[E5] lets a question out, unless it is required', () => {
    const skipped = play(begin(), rated(3), { type: 'skipped', questionId: 'rate', at: 2500 })
    expect(skipped).toMatchObject({ answers: {}, skipped: ['rate'] })
    expect(play(skipped, rated(3)).skipped).toEqual([])
    const atExtra = play(begin(), rated(5), next(), next(), { type: 'more', yes: true, at: 4000 })
    expect(play(atExtra, { type: 'skipped', questionId: 'mail', at: 5000 }).faults).toEqual({
      mail: { code: 'required' },
    })
  })

  it('[E6] goes back along the way it came, answers kept', () => {
    const run = play(begin(), rated(1), next(), { type: 'back', at: 4000 })
    expect(run).toMatchObject({ at: { page: 'rate' }, trail: [], answers: { rate: { value: 1 } } })
    expect(play(run, { type: 'back', at: 4100 })).toEqual(run)
  })

  it('[E7] offers more before the page that says so; "that is all" completes', () => {
    const offer = play(begin(), rated(5), next(), next())
    expect(offer.at).toBe('more')
    expect(viewOf(three, offer)).toEqual({ screen: 'more', locale: 'en', buttons: {} })
    expect(play(offer, { type: 'more', yes: true, at: 4000 }).at).toEqual({ page: 'extra' })
    expect(play(offer, { type: 'more', yes: false, at: 4000 })).toMatchObject({
      at: 'end',
      status: 'completed',
      completedAt: 4000,
    })
    expect(play(offer, { type: 'back', at: 4000 }).at).toEqual({ page: 'best' })
  })

  it('[E7] nobody is offered more where nothing is asked', () => {
    const links: Survey = {
      ...three,
      pages: three.pages.map((page) => {
        if (page.id !== 'extra') return page
        return { ...page, questions: [{ kind: 'review_link', id: 'link', text: 'Tell others', url: 'https://e.com' }] }
      }),
    }
    const run = [rated(5), next(), next()].reduce(
      (at, event) => advance(links, at, event),
      startRun(links, { seed: 's', locale: 'en', now: 0 }),
    )
    expect(run.at).toEqual({ page: 'extra' })
  })

  it('[E7] what was offered and emptied by a late answer is passed over', () => {
    const survey: Survey = {
      ...three,
      pages: three.pages.map((page) => {
        if (page.id !== 'extra') return page
        return { ...page, showIf: { left: { answer: 'rate' }, op: 'eq', right: 5 } }
      }),
    }
    const offer = [rated(5), next(), next()].reduce(
      (at, event) => advance(survey, at, event),
      startRun(survey, { seed: 's', locale: 'en', now: 0 }),
    )
    expect(offer.at).toBe('more')
    const late = advance(survey, advance(survey, offer, rated(4)), { type: 'more', yes: true, at: 5000 })
    expect(late).toMatchObject({ at: 'end', status: 'completed' })
  })

  it('[E8] a dismissal ends it, the answers kept; nothing moves after the end but the language', () => {
    const run = play(begin(), rated(2), { type: 'dismissed', at: 2500 })
    expect(run).toMatchObject({ at: 'end', status: 'dismissed' })
    expect(play(run, rated(5), next(), { type: 'back', at: 9 }, { type: 'more', yes: true, at: 9 })).toEqual(run)
    expect(toResponse(three, run, base)).toMatchObject({ status: 'partial', answers: { rate: { value: 2 } } })
    expect(toResponse(three, play(begin(), { type: 'dismissed', at: 2000 }), base).status).toBe('dismissed')
  })

  it('[E59] Back from a completed end leads to its last page; it stays completed, and closed there it is what it was', () => {
    const end = play(begin(), rated(1), next(), text('why', 'broken'), next(), next(), {
      type: 'more',
      yes: false,
      at: 5000,
    })
    const back = play(end, { type: 'back', at: 6000 })
    expect(viewOf(three, end)).toMatchObject({ screen: 'end', canGoBack: true })
    expect(back).toMatchObject({ at: { page: 'best' }, trail: ['rate', 'why'], status: 'completed' })
    // a second press of the button that led to the end, and one meant for the page before it, do nothing
    expect(play(end, { type: 'back', page: 'best', at: 6000 })).toEqual(end)
    const first = play(back, { type: 'back', at: 6100 }, { type: 'back', at: 6200 })
    expect(first.at).toEqual({ page: 'rate' })
    for (const run of [back, first, play(first, { type: 'dismissed', at: 6300 })])
      expect(toResponse(three, run, base)).toMatchObject({
        status: 'completed',
        answers: { rate: { value: 1 }, why: { text: 'broken' } },
      })
    const changed = play(first, rated(5), next(7000), text('best', 'the tea'), next(), {
      type: 'more',
      yes: false,
      at: 8000,
    })
    expect(changed).toMatchObject({ at: 'end', status: 'completed', completedAt: 8000 })
    expect(Object.keys(toResponse(three, changed, base).answers)).toEqual(['rate'])
    const dismissed = play(begin(), rated(2), { type: 'dismissed', at: 2500 })
    expect(viewOf(three, dismissed)).toMatchObject({ screen: 'end', canGoBack: false })
  })

  it('[E59] while it is being changed it counts as gone on to the end: an address that was sent is not taken back', () => {
    const reply: Question = { kind: 'contact', id: 'reply', text: 'How may we answer?' }
    const survey: Survey = { ...three, pages: [{ id: 'only', questions: [reply] }] }
    const address = { kind: 'contact', channel: 'email', address: 'a@b.example' } as const
    const given = advance(survey, startRun(survey, { seed: 's', locale: 'en', now: 1000 }), {
      type: 'answered',
      questionId: 'reply',
      value: address,
      at: 2000,
    })
    // typed, and not given yet
    expect(toResponse(survey, given, base).answers['reply']).not.toHaveProperty('address')
    const end = advance(survey, given, { type: 'next', at: 3000 })
    const back = advance(survey, end, { type: 'back', at: 4000 })
    expect(back.at).toEqual({ page: 'only' })
    for (const run of [end, back]) expect(toResponse(survey, run, base).answers['reply']).toEqual(address)
  })

  it('[E9] the language is view only: a switch loses no answer and moves nothing', () => {
    const run = play(begin(), rated(5), next())
    const other = play(run, { type: 'locale', locale: 'ru' })
    expect({ ...other, locale: 'en' }).toEqual(run)
    expect(viewOf(three, play(begin(), { type: 'locale', locale: 'ru-RU' }))).toMatchObject({
      questions: [{ text: 'Как прошло?' }],
    })
  })

  it('[E10] a draft of another version keeps the answers that still fit', () => {
    const draft = play(begin(), rated(1), next(), text('why', 'broken'))
    const changed: Survey = {
      ...three,
      version: 2,
      pages: [
        {
          id: 'rate',
          questions: [
            { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How?' },
            { id: 'why', kind: 'rating', scale: 'nps', text: 'Why?' },
          ],
        },
      ],
    }
    const run = resumeRun(changed, draft, { seed: 'other', locale: 'ru', now: 9000 })
    expect(run).toMatchObject({ surveyVersion: 2, locale: 'ru', at: { page: 'rate' }, trail: [], seed: 's' })
    expect(run.answers).toEqual({ rate: { kind: 'rating', value: 1 } })
  })

  it('[E10] a damaged draft, or one of another survey, is left behind', () => {
    const fresh = begin()
    for (const draft of [
      {},
      { surveyId: 'three' },
      { ...fresh, surveyId: 'other', answers: {} },
      { ...fresh, answers: null },
    ])
      expect(resumeRun(three, draft as unknown as Run, { seed: 's', locale: 'en', now: 1000 })).toEqual(fresh)
  })

  it('[E11] time counts for the questions that stood before the customer, never backwards, never for ever', () => {
    const run = play(begin(), rated(1, 3000), next(2000), { type: 'back', at: 99_000_000 })
    expect(run.questionMs).toEqual({ rate: 2000, why: 600_000 })
  })

  it('[E12] answers of a way that was left count no more, and come back with it', () => {
    const wrong = play(begin(), rated(1), next(), text('why', 'broken'), { type: 'back', at: 4000 })
    const right = play(wrong, rated(5), next(), next(), { type: 'more', yes: false, at: 5000 })
    expect(Object.keys(toResponse(three, right, base).answers)).toEqual(['rate'])
    expect(right.answers['why']).toEqual({ kind: 'text', text: 'broken' })
  })

  it('[E13] a question that depends on its page appears as soon as it may', () => {
    const extra = play(begin(), rated(5), next(), next(), { type: 'more', yes: true, at: 4000 })
    const ids = (run: Run): unknown => (viewOf(three, run) as PageView).questions.map(({ id }) => id)
    expect(ids(extra)).toEqual(['mail'])
    expect(ids(play(extra, text('mail', 'ann@example.com')))).toEqual(['mail', 'name'])
  })

  it('[E14] a full quota ends early, the answers kept', () => {
    const survey: Survey = {
      ...three,
      quotas: [{ id: 'happy', limit: 100, when: { left: { answer: 'rate' }, op: 'eq', right: 5 } }],
    }
    const run = (fullQuotas: string[], value: number): Run =>
      [rated(value), next()].reduce(
        (at, event) => advance(survey, at, event),
        startRun(survey, { seed: 's', locale: 'en', now: 0, fullQuotas }),
      )
    expect(run(['happy'], 5)).toMatchObject({ at: 'end', status: 'completed', answers: { rate: { value: 5 } } })
    expect(run(['happy'], 4).at).toEqual({ page: 'best' })
    expect(run([], 5).at).toEqual({ page: 'best' })
  })

  it('[E15] any order of events leaves a valid state', () => {
    fc.assert(
      fc.property(chances, (g) => {
        const survey = makeSurvey(g, { backwards: 10 })
        const questions = new Map(
          survey.pages.flatMap((page) => page.questions).map((question) => [question.id, question]),
        )
        const pages = new Set(survey.pages.map(({ id }) => id))
        let run = freeze(startRun(survey, { seed: 'x', locale: 'en', now: 0, context: makeContext(g) }))
        for (let i = below(g, 25); i > 0; i--) {
          run = freeze(advance(survey, run, makeEvent([...questions.values()])))
          const at = typeof run.at === 'object' ? [run.at.page] : []
          expect([...run.trail, ...at].every((page) => pages.has(page))).toBe(true)
          expect(new Set([...run.trail, ...at]).size).toBe(run.trail.length + at.length)
          // [E59] what is completed may be before its customer again, to be changed
          if (run.at === 'end') expect(['completed', 'dismissed']).toContain(run.status)
          if (run.status === 'dismissed') expect(run.at).toBe('end')
          expect(run.completedAt !== undefined).toBe(run.status === 'completed')
          for (const [id, answer] of Object.entries(run.answers))
            expect(sound(answer, questions.get(id)!, run.seed)).toBe(true)
          expect(Object.keys(run.faults).every((id) => questions.has(id))).toBe(true)
          expect(JSON.parse(JSON.stringify(run))).toEqual(run)
          const view = viewOf(survey, run)
          if (view.screen === 'page') {
            expect(view.questions.length).toBeGreaterThan(0)
            expect(view.progress).toBeGreaterThanOrEqual(0)
            expect(view.progress).toBeLessThan(1)
          }
          expect(checkResponse(toResponse(survey, run, base)).ok).toBe(true)
        }

        function makeEvent(all: readonly Question[]): RunEvent {
          const question = oneOf(g, all)
          const at = below(g, 10_000)
          const other = makeAnswer(g, oneOf(g, all)) ?? { kind: 'rating', value: 99 }
          switch (below(g, 8)) {
            case 0:
              return { type: 'skipped', questionId: question.id, at }
            case 1:
              return { type: 'back', at }
            case 2:
              return { type: 'more', yes: chance(g, 50), at }
            case 3:
              return { type: 'locale', locale: oneOf(g, ['ru', 'en', 'xx']) }
            case 4:
              return chance(g, 20) ? { type: 'dismissed', at } : { type: 'next', at }
            case 5:
            case 6:
              return {
                type: 'answered',
                questionId: question.id,
                value: (chance(g, 20) ? other : makeAnswer(g, question)) ?? other,
                at,
              }
            default:
              return { type: 'next', at }
          }
        }
      }),
      { numRuns: 300 },
    )
  }, 120_000)

  it('[E10] a run that was written down and read again goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(chances, (g) => {
        const survey = makeSurvey(g)
        const { run } = walkSurvey(
          survey,
          makeContext(g),
          chance(g, 50),
          (question) => makeAnswer(g, question),
          below(g, 5),
        )
        const again = JSON.parse(JSON.stringify(run)) as Run
        expect(resumeRun(survey, again, { seed: 'other', locale: run.locale, now: 99 })).toEqual(run)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('[E16] [E43] an accepted survey always ends, whatever is answered, and its progress never runs backwards', () => {
    fc.assert(
      fc.property(chances, (g) => {
        const survey = makeSurvey(g, { guarded: 5, backwards: 30 })
        if (!checkSurvey(survey).ok) return
        const { run, steps, progress } = walkSurvey(survey, makeContext(g), chance(g, 50), (question) =>
          makeAnswer(g, question),
        )
        expect(run.at).toBe('end')
        expect(steps).toBeLessThanOrEqual(survey.pages.length + 1)
        expect(progress).toEqual(progress.toSorted((a, b) => a - b))
      }),
      { numRuns: 600 },
    )
  }, 60_000)

  it('[E16] even a survey that nobody checked ends', () => {
    const circle: Survey = {
      ...three,
      pages: three.pages.map((page) => ({ ...page, branches: [{ go: { page: 'rate' } }] })),
    }
    expect(
      walkSurvey(circle, {}, true, ({ id }) => (id === 'mail' ? { kind: 'text', text: 'ann@example.com' } : undefined))
        .run.status,
    ).toBe('completed')
  })
})

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}
