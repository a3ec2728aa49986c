import { describe, expect, it } from 'vitest'
import { defineSurvey } from '../check/define-survey.ts'
import { advance } from './advance.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import type { EndView, PageView } from './view.ts'
import { viewOf } from './view-of.ts'

const survey = defineSurvey({
  id: 'ends',
  version: 1,
  title: 'Ends',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'x_ends',
  thanks: { en: 'Thanks', ru: 'Спасибо' },
  buttons: { next: { en: 'Onward', ru: 'Вперёд' }, close: 'Bye' },
  endings: [
    { id: 'glad', title: 'So glad, {{answer:why|friend}}', text: { en: 'See you.', ru: 'До встречи.' } },
    { id: 'sorry', text: 'We look into it.' },
  ],
  offerMoreBefore: 'more',
  quotas: [{ id: 'enough', limit: 1, when: { left: { answer: 'rate' }, op: 'eq', right: 3 } }],
  pages: [
    {
      id: 'first',
      questions: [
        { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How?' },
        { id: 'why', kind: 'text', text: 'Who?' },
      ],
      buttons: { next: 'Go' },
      branches: [
        { when: { left: { answer: 'rate' }, op: 'gte', right: 4 }, go: { ending: 'glad' } },
        { when: { left: { answer: 'rate' }, op: 'lte', right: 2 }, go: { ending: 'sorry' } },
      ],
    },
    { id: 'more', questions: [{ id: 'else', kind: 'text', text: 'Else?' }], branches: [{ go: { ending: 'glad' } }] },
  ],
})
const play = (...events: readonly object[]): Run =>
  events.reduce<Run>(
    (run, event) => advance(survey, run, { at: 1, ...event } as RunEvent),
    startRun(survey, { seed: 's', locale: 'en', now: 0, fullQuotas: ['enough'] }),
  )
const rated = (value: number) => ({ type: 'answered', questionId: 'rate', value: { kind: 'rating', value } })
const next = { type: 'next' }
const end = (...events: readonly object[]): EndView => viewOf(survey, play(...events)) as EndView

describe('[E17] the end is the one that the way came to', () => {
  it('by the branch that held', () => {
    expect(end(rated(5), next)).toMatchObject({ ending: 'glad', thanks: 'So glad, friend', text: 'See you.' })
    // an ending without a title has the thanks for one
    expect(end(rated(1), next)).toMatchObject({ ending: 'sorry', thanks: 'Thanks', text: 'We look into it.' })
  })

  it('a full quota, "that is all" and closing come to the thanks', () => {
    const plain = { thanks: 'Thanks', text: '' }
    expect(end(rated(3), next)).toMatchObject({ ...plain, status: 'completed' })
    expect(end(rated(3), next)).not.toHaveProperty('ending')
    expect(end(next, { type: 'more', yes: false })).toMatchObject(plain)
    expect(end(rated(5), { type: 'dismissed' })).toMatchObject({ ...plain, status: 'dismissed' })
    expect(end(next, { type: 'more', yes: true }, next)).toMatchObject({ ending: 'glad' })
  })

  it('it is told in the language of the run, and marks what is in another', () => {
    expect(end(rated(5), next, { type: 'locale', locale: 'ru' })).toMatchObject({
      text: 'До встречи.',
      thanksLang: 'en',
    })
  })

  it('it survives being written down and taken up', () => {
    const run = JSON.parse(JSON.stringify(play(rated(5), next))) as Run
    expect(viewOf(survey, run)).toMatchObject({ ending: 'glad' })
  })
})

it('[E48] buttons have the words of the page, else those of the survey, else none', () => {
  expect((viewOf(survey, play()) as PageView).buttons).toEqual({ next: { text: 'Go' }, close: { text: 'Bye' } })
  const russian = viewOf(survey, play(next, { type: 'more', yes: true }, { type: 'locale', locale: 'ru' })) as PageView
  expect(russian.buttons).toEqual({ next: { text: 'Вперёд' }, close: { text: 'Bye', lang: 'en' } })
  expect(end(rated(5), next).buttons).toEqual({ next: { text: 'Onward' }, close: { text: 'Bye' } })
})
