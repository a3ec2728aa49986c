import type { AnswerValue, Question, Response, Survey } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { laneOf } from './lane.ts'

const laneFor = (questions: readonly Question[], answers: Readonly<Record<string, AnswerValue>>) =>
  laneOf({ answers } as Response, { pages: [{ id: 'p', questions }] } as unknown as Survey)

/** The ten statements of the System Usability Scale, every other one of which it is best to disagree with. */
const SUS = Array.from(
  { length: 10 },
  (_, i): Question => ({
    kind: 'scale',
    id: `s${i}`,
    text: `Statement ${i}`,
    min: 1,
    max: 5,
    ends: { low: 'Strongly disagree', high: 'Strongly agree' },
    look: 'numbers',
  }),
)
const sheet = (value: (i: number) => number) =>
  Object.fromEntries(SUS.map(({ id }, i) => [id, { kind: 'scale', value: value(i) } as const]))

describe('[E24] a neutral scale and the urgent lane', () => {
  it('a perfect SUS sheet is no bad news, nor is the worst: no side of a neutral scale is bad', () => {
    expect(
      laneFor(
        SUS,
        sheet((i) => (i % 2 ? 1 : 5)),
      ),
    ).toBe('normal')
    expect(
      laneFor(
        SUS,
        sheet((i) => (i % 2 ? 5 : 1)),
      ),
    ).toBe('normal')
  })

  it('is urgent on the side that the survey calls bad', () => {
    const pain: Question = { kind: 'scale', id: 'q', text: 'Pain?', min: 0, max: 10, look: 'slider', bad: 'high' }
    const lane = (value: number | 'na', more: object = {}) =>
      laneFor([{ ...pain, ...more } as Question], { q: { kind: 'scale', value } })
    expect([lane(0), lane(6), lane(7), lane(10), lane('na')]).toEqual([
      'normal',
      'normal',
      'urgent',
      'urgent',
      'normal',
    ])
    expect([lane(0, { bad: 'low' }), lane(10, { bad: 'low' })]).toEqual(['urgent', 'normal'])
  })

  it('an answer of another version of the survey, where the question was a rating, counts for nothing', () => {
    const rating: Question = { kind: 'rating', id: 'q', text: 'How?', scale: 'csat5' }
    expect(laneFor([rating], { q: { kind: 'scale', value: 1 } })).toBe('normal')
    expect(laneFor([rating], { q: { kind: 'rating', value: 1 } })).toBe('urgent')
  })
})
