import { type Survey, startRun, viewOf } from '@frankly/core'
import { isPlain } from '@frankly/core/engine'
import { describe, expect, it } from 'vitest'
import { firstView } from './first-view.ts'

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
    [
      'a scale',
      survey([{ id: 'a', questions: [{ kind: 'rating', id: 'q', scale: 'nps', text: { en: 'How?', ru: 'Как?' } }] }]),
    ],
    [
      'choices with Other, a page before that is empty, a way to the end',
      survey([
        { id: 'empty', questions: [] },
        {
          id: 'a',
          title: 'A',
          branches: [{ go: 'end' }],
          questions: [{ kind: 'choice', id: 'q', text: 'Which?', other: true, choices: [{ id: 'x', text: 'X' }] }],
        },
        { id: 'b', questions: [{ kind: 'text', id: 'r', text: 'Why?' }] },
      ]),
    ],
  ])('is what the engine shows first: %s', (_name, of) => {
    expect(isPlain(of)).toBe(true)
    for (const locale of ['en', 'ru', 'de']) {
      const run = startRun(of, { seed: 'x', locale, now: 0 })
      expect(firstView(of, locale)).toEqual(viewOf(of, run, { shop: 'S' }))
    }
  })
})
