import { type Question, type RatingQuestion, type RatingScale, type Survey, startRun, viewOf } from '@frankly/core'
import { isPlain } from '@frankly/core/engine'
import { describe, expect, it } from 'vitest'
import { firstView } from './first-view.ts'

const scale = (of: RatingScale): RatingQuestion => ({
  kind: 'rating',
  id: 'q',
  scale: of,
  text: { en: 'How?', ru: 'Как?' },
})
const choice: Question = { kind: 'choice', id: 'c', text: 'Which?', choices: [{ id: 'x', text: 'X' }] }
const survey = (pages: Survey['pages']): Survey => ({
  schema: 1,
  id: 's',
  version: 1,
  title: 's',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  intro: { en: 'Hello', ru: 'Привет' },
  pages,
})

describe('firstView', () => {
  it.each([
    ['a scale', survey([{ id: 'a', questions: [scale('nps')] }])],
    [
      'two scales with words of their own, a page before that is empty, a page after',
      survey([
        { id: 'empty', questions: [] },
        { id: 'a', title: 'A', questions: [scale('ces2'), { ...scale('thumbs'), id: 'r', labels: ['No', 'Yes'] }] },
        { id: 'b', questions: [{ kind: 'text', id: 'why', text: 'Why?' }] },
      ]),
    ],
    [
      'the only page, pages after it are empty',
      survey([
        { id: 'a', questions: [{ ...scale('csat5'), required: true, help: { en: 'Be frank' } }] },
        { id: 'b', questions: [] },
      ]),
    ],
  ])('is what the engine shows first: %s', (_name, of) => {
    expect(isPlain(of)).toBe(true)
    for (const locale of ['en', 'ru', 'de']) {
      const run = startRun(of, { seed: 'x', locale, now: 0 })
      expect(firstView(of, locale)).toEqual(viewOf(of, run, { shop: 'S' }))
    }
  })

  it.each([
    ['another kind', survey([{ id: 'a', questions: [scale('nps'), choice] }])],
    ['a branch', survey([{ id: 'a', branches: [{ go: 'end' }], questions: [scale('nps')] }])],
    [
      'a condition',
      survey([{ id: 'a', showIf: { left: { answer: 'q' }, op: 'answered' }, questions: [scale('nps')] }]),
    ],
    ['words that are filled in', survey([{ id: 'a', title: 'Dear {{context:locale}}', questions: [scale('nps')] }])],
    ['nothing to ask', survey([{ id: 'a', questions: [] }])],
  ])('leaves %s to the engine', (_name, of) => expect(firstView(of, 'en')).toBeUndefined())
})
