import type { Survey } from '@frankly/core'
import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import { doorSurvey } from '../door/door-survey.ts'
import type { LoaderHost } from '../loader/surface.ts'
import { createStepper } from './create-stepper.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { DeliveryState } from './run-model.ts'
import type { StepperStart } from './session-start.ts'

/** A session about to start on a page where nothing is stored. */
const startOf = (survey: Survey, { note = vi.fn(), after = vi.fn() }): StepperStart => {
  const host = {
    scope: { on: vi.fn(), after },
    settings: { host: '', project: 'pk' },
    facts: { signs: [], tags: {}, locale: 'en', test: false },
    emit: vi.fn(),
  } as unknown as LoaderHost
  const memory = { set: vi.fn(), remove: vi.fn(), allow: vi.fn() } as unknown as DeviceMemory
  const options = { seed: 'r', locale: 'en', now: 0 }
  const book = { note, read: vi.fn(), clear: vi.fn() }
  return { host, memory, survey, mode: 'web', record: undefined, shop: 'S', startedAt: 0, book, options }
}

/** What the ledger hears when a survey is closed without an answer. */
const closed = (survey: Survey) => {
  const note = vi.fn()
  const tells = { delivery: signal<DeliveryState>({ is: 'idle' }), receipt: signal(undefined) }
  const stepper = createStepper(startOf(survey, { note }), undefined, 'r', tells)
  const event = { type: 'dismissed', at: 1 } as const
  stepper.changed(stepper.advance(stepper.start, event), event)
  return note
}

it('[G2] a survey that was closed is dismissed', () => {
  expect(closed(surveyOf([[{ kind: 'text', id: 'q', text: 'Why?' }]]))).toHaveBeenCalledWith(
    expect.objectContaining({ what: 'dismissed', surveyId: 'test' }),
  )
})

it('[G8] a door that was opened and closed counts for nothing', () => {
  const words = { what: 'What?', photo: 'A photo', howReply: 'How?', consent: 'I agree' }
  expect(closed(doorSurvey(words, 'en'))).not.toHaveBeenCalled()
})

it('says "saving" from the moment of the answer: no thanks for words that are not stored yet', () => {
  const after = vi.fn()
  const survey = surveyOf([[{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' }]])
  const delivery = signal<DeliveryState>({ is: 'sent' })
  const stepper = createStepper(startOf(survey, { after }), undefined, 'r', { delivery, receipt: signal(undefined) })
  const event = { type: 'answered', questionId: 'ease', value: { kind: 'rating', value: 2 }, at: 1 } as const
  stepper.changed(stepper.advance(stepper.start, event), event)
  expect(delivery.value).toEqual({ is: 'saving' })
  expect(after).toHaveBeenCalledTimes(1)
})
