import { expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import { doorSurvey } from '../door/door-survey.ts'
import { afterFirstFrame } from './after-first-frame.ts'
import type { AppCore, Shown } from './core.ts'

const stand = (survey: Shown['survey']) => {
  const note = vi.fn()
  const core = { host: { facts: { signs: [{ from: 'call', raw: { orderId: 'A-1' } }] } }, book: { note } }
  afterFirstFrame(
    core as unknown as AppCore,
    { survey, place: { floats: false, scope: { done: true } } } as unknown as Shown,
  )
  return note
}

it('[G5] a survey that was shown stands in the ledger, with the mark of its order', () => {
  expect(stand(surveyOf([[]]))).toHaveBeenCalledWith(
    expect.objectContaining({ what: 'shown', surveyId: 'test', order: expect.any(String) }),
  )
})

it('[G8] the opening of the always-open door counts for nothing', () => {
  const words = { what: 'What?', photo: 'A photo', howReply: 'How?', consent: 'I agree' }
  expect(stand(doorSurvey(words, 'en'))).not.toHaveBeenCalled()
})
