import { describe, expect, it } from 'vitest'
import { checkSurvey } from '../check/check-survey.ts'
import { lintSurvey } from '../check/lint-survey.ts'
import type { Question, ScaleQuestion } from '../model/question.ts'
import { readSurvey } from '../model/read-survey.ts'
import { isBadNews, valueAt, valuesOf } from '../model/scale.ts'
import type { Survey } from '../model/survey.ts'
import { textsOf } from '../wire/texts-of.ts'
import { advance } from './advance.ts'
import { startRun } from './start-run.ts'
import { viewOf } from './view-of.ts'

const ends = { low: 'Not important', high: 'Very important' }
const important: ScaleQuestion = {
  kind: 'scale',
  id: 'q',
  text: 'How important is the price?',
  min: 1,
  max: 5,
  ends,
  look: 'numbers',
}
const why: Question = { kind: 'text', id: 'why', text: 'Why?', asks: 'idea' }
const surveyOf = (scale: object, rest: readonly Question[] = [why]): Survey =>
  // what is undefined is not there
  JSON.parse(
    JSON.stringify({
      schema: 1,
      id: 's',
      version: 1,
      title: 'T',
      defaultLocale: 'en',
      locales: ['en'],
      touchpoint: 'order_confirmed',
      pages: [
        { id: 'one', questions: [{ ...important, ...scale }] },
        { id: 'two', questions: rest },
      ],
    }),
  ) as Survey
const issues = (scale: object): string[] => {
  const checked = checkSurvey(surveyOf(scale))
  return checked.ok
    ? []
    : checked.issues.map(({ code, path }) => `${code} ${path.replace('pages[0].questions[0]', 'q')}`)
}
const run = (survey: Survey) => startRun(survey, { seed: 's', locale: 'en', now: 1 })

describe('[S18] the definition of a scale', () => {
  it.each([
    [{}, []],
    [{ min: 1, max: 10 }, []],
    [{ min: 0, max: 10, look: 'stars' }, ['too-many q']],
    [{ min: 1, max: 10, look: 'stars' }, []],
    [{ min: 1, max: 8, look: 'faces' }, ['too-many q']],
    [{ min: 0, max: 1000, look: 'slider' }, []],
    [{ min: 0, max: 1001, look: 'slider' }, ['too-many q']],
    [{ min: 0, max: 1, step: 0.1, look: 'slider' }, []],
    [{ min: 0, max: 1, step: 0.3 }, ['uneven-step q.step']],
    [{ step: 0 }, ['uneven-step q.step']],
    [{ step: -1 }, ['uneven-step q.step']],
    [{ min: 5, max: 5 }, ['too-large q.min']],
    [{ min: -2e6, max: 0, step: 1e6 }, ['too-large q.min']],
    [{ ends: undefined, words: ['No', 'Rather no', 'So-so', 'Rather yes', 'Yes'] }, []],
    [{ ends: undefined, words: ['No', 'Yes'] }, ['wrong-count q.words']],
    [{ words: ['a', 'b', 'c', 'd', 'e'] }, ['one-of-two q.ends']],
    [{ look: 'wheel' }, ['unknown-word q.look']],
    [{ bad: 'middle' }, ['unknown-word q.bad']],
  ])('%o: %j', (scale, wanted) => {
    expect(issues(scale)).toEqual(wanted)
  })

  it('[S12] advice: both ends have words, the negative one first, unless the high end is the bad one', () => {
    const codes = (scale: object) => lintSurvey(surveyOf(scale)).map(({ code }) => code)
    expect(codes({})).toEqual([])
    expect(codes({ ends: undefined })).toEqual(['unnamed-ends'])
    expect(codes({ ends: { low: 'Very good', high: 'Very bad' } })).toEqual(['scale-direction'])
    expect(codes({ ends: { low: 'Very good', high: 'Very bad' }, bad: 'high' })).toEqual([])
  })

  it('[S13] a damaged one is left out where surveys are read: no list of a million points is made', () => {
    const read = (scale: object) => readSurvey(surveyOf(scale)) !== undefined
    expect([read({}), read({ min: undefined }), read({ max: 1e9 }), read({ step: 0 }), read({ max: 'x' })]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('[E23] a run', () => {
  it('shows each value, with its word or number; a slider its ends alone', () => {
    const points = (scale: object) => {
      const survey = surveyOf(scale)
      const view = viewOf(survey, run(survey))
      return view.screen === 'page' ? view.questions[0]!.points.map(({ id, text }) => `${id} ${text}`) : []
    }
    expect(points({})).toEqual(['1 Not important', '2 2', '3 3', '4 4', '5 Very important'])
    expect(points({ min: 0, max: 1, step: 0.5, ends: undefined, words: ['No', 'Half', 'Yes'] })).toEqual([
      '0 No',
      '0.5 Half',
      '1 Yes',
    ])
    expect(points({ min: 0, max: 100, look: 'slider' })).toEqual(['0 Not important', '100 Very important'])
  })

  it('conditions and texts read its value and its word', () => {
    const more: Question = {
      kind: 'text',
      id: 'more',
      text: 'You said {{answer:q}}. Why?',
      showIf: { left: { answer: 'q' }, op: 'gte', right: 4 },
    }
    const survey = surveyOf({}, [more])
    const next = (value: number) => {
      const answered = advance(survey, run(survey), {
        type: 'answered',
        questionId: 'q',
        value: { kind: 'scale', value },
        at: 2,
      })
      return viewOf(survey, advance(survey, answered, { type: 'next', at: 3 }))
    }
    const shown = next(5)
    expect(shown.screen === 'page' && shown.questions[0]!.text).toBe('You said Very important. Why?')
    expect(next(2).screen).toBe('end')
    const bad = checkSurvey(surveyOf({}, [{ ...more, showIf: { left: { answer: 'q' }, op: 'gt', right: 9 } }]))
    expect(bad.ok ? [] : bad.issues.map(({ code }) => code)).toEqual(['out-of-range'])
  })

  it('takes a value of the scale and no other', () => {
    const survey = surveyOf({ min: 0, max: 1, step: 0.5 })
    const taken = (value: unknown) =>
      advance(survey, run(survey), {
        type: 'answered',
        questionId: 'q',
        value: { kind: 'scale', value: value as number },
        at: 2,
      }).answers['q']
    for (const value of [0, 0.5, 1]) expect(taken(value)).toEqual({ kind: 'scale', value })
    for (const value of [-0.5, 1.5, 0.25, 1e9, Number.NaN, '1', undefined]) expect(taken(value)).toBeUndefined()
  })

  it('destinations get the words of both ends and of every point', () => {
    const [question] = textsOf(surveyOf({}), 'en').questions
    expect(question).toEqual({
      id: 'q',
      kind: 'scale',
      text: 'How important is the price?',
      labels: { '1': 'Not important', '5': 'Very important' },
    })
  })

  it('counts in tenths exactly', () => {
    const tenths = { min: 0, max: 1, step: 0.1 }
    expect(valuesOf(tenths)).toBe(11)
    expect(Array.from({ length: 11 }, (_, i) => valueAt(tenths, i))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ])
  })
})

describe('[E24] bad news', () => {
  const bad = (scale: object): number[] => {
    const question = { ...important, ...scale }
    return Array.from({ length: valuesOf(question) }, (_, i) => valueAt(question, i)).filter((value) =>
      isBadNews(question, value),
    )
  }
  it('is none, unless the survey names the side; then its outer two fifths', () => {
    expect(bad({})).toEqual([])
    expect(bad({ bad: 'low' })).toEqual([1, 2])
    expect(bad({ bad: 'high' })).toEqual([4, 5])
    expect(bad({ max: 7, bad: 'low' })).toEqual([1, 2, 3])
    expect(bad({ max: 3, bad: 'low' })).toEqual([1])
    expect(bad({ max: 10, bad: 'high' })).toEqual([7, 8, 9, 10])
    expect(bad({ max: 10, bad: 'low' })).toEqual([1, 2, 3, 4])
    expect(bad({ min: 0, max: 100, step: 10, bad: 'low' })).toEqual([0, 10, 20, 30])
    expect(bad({ min: 0, max: 100, step: 10, bad: 'high' })).toEqual([70, 80, 90, 100])
    expect(bad({ min: 0, max: 1, bad: 'low' })).toEqual([0])
  })
})
