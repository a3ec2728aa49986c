import { advance, startRun, viewOf } from '@frankly/core'
import { expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import { createRunModel } from './create-run-model.ts'
import type { Stepper } from './run-model.ts'

const survey = surveyOf([
  [{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' }],
  [{ kind: 'text', id: 'why', text: 'Why?' }],
])
const start = startRun(survey, { seed: 's', locale: 'en', now: 0 })
const first = viewOf(survey, start, { shop: 'S' })
const makeStepper = (): Stepper => ({
  start,
  viewOf: (run) => viewOf(survey, run, { shop: 'S' }),
  advance: (run, event) => advance(survey, run, event),
  changed: vi.fn(),
  save: vi.fn(),
  flush: vi.fn(),
  attach: async () => undefined,
  written: () => '',
})
const firstAnswer = (model: ReturnType<typeof createRunModel>): unknown => {
  const view = model.view.value
  return view.screen === 'page' ? view.questions[0]?.answer : view
}

it('a choice made before the engine is here stands at once, and is worked off in its order', async () => {
  const model = createRunModel(survey, first, {
    now: () => 1,
    stepper: async () => makeStepper(),
    failed: vi.fn(),
  })
  model.answer('ease', { kind: 'rating', value: 2 })
  model.next()
  expect(firstAnswer(model)).toEqual({ kind: 'rating', value: 2 })
  await model.ready()
  expect(model.view.value).toMatchObject({ screen: 'page', pageId: 'p2' })
  model.back()
  expect(firstAnswer(model)).toEqual({ kind: 'rating', value: 2 })
})

it('says not_saved while the engine cannot be loaded, keeps the choice, and tries again with each act', async () => {
  const failed = vi.fn()
  const stepper = vi.fn<() => Promise<Stepper>>().mockRejectedValue(new Error('offline'))
  const model = createRunModel(survey, first, { now: () => 1, stepper, failed })
  await model.ready()
  expect(model.delivery.value).toEqual({ is: 'idle' })
  model.answer('ease', { kind: 'rating', value: 2 })
  await vi.waitFor(() => expect(model.delivery.value).toEqual({ is: 'not_saved' }))
  expect(firstAnswer(model)).toEqual({ kind: 'rating', value: 2 })
  const made = makeStepper()
  stepper.mockResolvedValue(made)
  model.retry()
  await vi.waitFor(() => expect(made.changed).toHaveBeenCalledTimes(1))
  expect(firstAnswer(model)).toEqual({ kind: 'rating', value: 2 })
  expect(stepper).toHaveBeenCalledTimes(3)
})
