import { makeId, type RunView, type Survey, startRun, viewOf } from '@frankly/core'
import { contextOf } from '../app/visit.ts'
import { loadRest } from '../load-rest.ts'
import { FIRST } from '../questions/first-kinds.ts'
import { createRunModel } from './create-run-model.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { Stepper, StepperTells } from './run-model.ts'
import { type Draft, random, type Session, type SessionStart } from './session-start.ts'

const draftOf = (memory: DeviceMemory, { id }: Survey): Draft | undefined => memory.get<Draft>(`draft.${id}`)

/** Was it begun on an earlier page, and not ended? */
export const hasDraft = (memory: DeviceMemory, survey: Survey): boolean => draftOf(memory, survey) !== undefined

/** Can it be drawn by the code that comes first? */
export const isDrawnFirst = (view: RunView): boolean =>
  view.screen === 'page' && view.questions.every(({ kind }) => FIRST[kind])

/** Begins a response, or takes up the draft of an earlier page. `undefined`: what it takes could not be loaded. */
export async function startSession(start: SessionStart): Promise<Session | undefined> {
  const { host, memory, survey, fullQuotas, startedAt: now, shop } = start
  const draft = draftOf(memory, survey)
  const responseId = draft?.id ?? makeId(Date, random)
  const options = {
    seed: responseId,
    locale: host.facts.locale,
    now,
    context: contextOf(host),
    ...(fullQuotas && { fullQuotas }),
  }
  const stepper = async (tells: StepperTells): Promise<Stepper> =>
    (await loadRest()).createStepper({ ...start, options }, draft, responseId, tells)
  const view = draft ? undefined : viewOf(survey, startRun(survey, options), { shop })
  const first = view && isDrawnFirst(view) ? view : undefined
  const model = createRunModel(survey, first, {
    now: Date.now,
    stepper,
    failed: host.failed,
  })
  if (!first) await model.ready()
  return model.view.value && { model, responseId }
}
