import { makeId, type Survey } from '@frankly/core'
import { loadRest } from '../load-rest.ts'
import { createRunModel } from './create-run-model.ts'
import type { DeviceMemory } from './device-memory.ts'
import { firstView } from './first-view.ts'
import type { Stepper, StepperTells } from './run-model.ts'
import { type Draft, random, type Session, type SessionStart } from './session-start.ts'

const draftOf = (memory: DeviceMemory, { id }: Survey): Draft | undefined => memory.get<Draft>(`draft.${id}`)

/** Was it begun on an earlier page, and not ended? */
export const hasDraft = (memory: DeviceMemory, survey: Survey): boolean => draftOf(memory, survey) !== undefined

/** Begins a response, or takes up the draft of an earlier page. `undefined`: what it takes could not be loaded. */
export async function startSession(start: SessionStart): Promise<Session | undefined> {
  const { host, memory, survey } = start
  const draft = draftOf(memory, survey)
  const responseId = draft?.id ?? makeId(Date, random)
  const stepper = async (tells: StepperTells): Promise<Stepper> =>
    (await loadRest()).createStepper(start, draft, responseId, tells)
  const first = draft ? undefined : firstView(survey, host.facts.locale)
  const model = createRunModel(survey, first, {
    now: Date.now,
    stepper,
    failed: host.failed,
  })
  if (!first) await model.ready()
  return model.view.value && { model, responseId }
}
