import { describe, expect, it } from 'vitest'
import { checkSurvey } from '../check/check-survey.ts'
import { DOOR_SURVEY } from '../client/door-survey.ts'
import { advance } from './advance.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'
import { viewOf } from './view-of.ts'

const base = { id: '01890a5d-ac96-774b-bcce-b302099a8057', revision: 2, mode: 'web', test: false } as const
const after = (...events: object[]): Run =>
  events.reduce<Run>(
    (run, event) => advance(DOOR_SURVEY, run, { at: 50, ...event } as RunEvent),
    startRun(DOOR_SURVEY, { seed: 's', locale: 'en', now: 10 }),
  )
const answered = (questionId: string, value: object) => ({ type: 'answered', questionId, value })
const words = { kind: 'complaint', text: 'The lid is chipped' }
const whole = { ...words, category: 'quality', remedy: 'exchange', nameVisibleTo: 'nobody' }
const next = { type: 'next' }
const asked = (run: Run) => {
  const view = viewOf(DOOR_SURVEY, run)
  return view.screen === 'page' ? view.questions : []
}

describe('[E60] a complaint in steps has one answer', () => {
  it('the built-in door is a sound survey of three steps, whose first asks for words alone', () => {
    expect(checkSurvey(DOOR_SURVEY)).toMatchObject({ ok: true })
    expect(DOOR_SURVEY.pages.map(({ questions }) => questions.map(({ id }) => id))).toEqual([
      ['complaint'],
      ['wish', 'photo'],
      ['reply', 'reply_consent', 'name'],
    ])
    expect(
      DOOR_SURVEY.pages
        .slice(1)
        .flatMap(({ questions }) => questions)
        .filter(({ required }) => required),
    ).toEqual([expect.objectContaining({ id: 'reply_consent', showIf: expect.anything() })])
  })

  it('a later part shows the answer of the words, and what is chosen there is said in it', () => {
    const wish = after(answered('complaint', words), next)
    expect(asked(wish)[0]).toMatchObject({ id: 'wish', answer: words })
    const done = after(answered('complaint', words), next, answered('complaint', whole), next, next)
    expect(toResponse(DOOR_SURVEY, done, base)).toMatchObject({
      status: 'completed',
      answers: { complaint: whole },
      complaint: { severity: 'high' },
    })
    expect(Object.keys(toResponse(DOOR_SURVEY, done, base).answers)).toEqual(['complaint'])
  })

  it('an answer to the part itself is none: no second complaint, and the words stay', () => {
    const run = after(answered('complaint', words), next, answered('wish', { kind: 'complaint', text: 'Money back' }))
    expect(run.answers).toEqual({ complaint: words })
    expect(advance(DOOR_SURVEY, run, { type: 'next', at: 60 }).at).toEqual({ page: 'reply' })
  })

  it('nothing after the words is required', () => {
    expect(toResponse(DOOR_SURVEY, after(answered('complaint', words), next, next, next), base)).toMatchObject({
      status: 'completed',
      answers: { complaint: words },
    })
  })
})
