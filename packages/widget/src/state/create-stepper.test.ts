import type { Survey } from '@frankly/core'
import { expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import { doorSurvey } from '../door/door-survey.ts'
import type { LoaderHost } from '../loader/surface.ts'
import { createStepper } from './create-stepper.ts'
import type { DeviceMemory } from './device-memory.ts'
import { signal } from './signal.ts'

/** What the ledger hears when a survey is closed without an answer. */
const closed = (survey: Survey) => {
  const note = vi.fn()
  const host = {
    scope: { on: vi.fn(), after: vi.fn() },
    settings: { host: '', project: 'pk' },
    facts: { signs: [], tags: {}, locale: 'en', test: false },
    emit: vi.fn(),
  } as unknown as LoaderHost
  const memory = { set: vi.fn(), remove: vi.fn(), allow: vi.fn() } as unknown as DeviceMemory
  const start = {
    host,
    memory,
    survey,
    mode: 'web',
    shop: 'S',
    startedAt: 0,
    book: { note, read: vi.fn(), clear: vi.fn() },
  } as const
  const stepper = createStepper(start, undefined, 'r', { delivery: signal({ is: 'idle' }), receipt: signal(undefined) })
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
