import { type EpochMs, makeId, type ResponseMode, type Run, type Survey } from '@frankly/core'
import { loadRest } from '../load-rest.ts'
import type { LoaderHost } from '../loader/surface.ts'
import { createRunModel } from './create-run-model.ts'
import type { DeviceMemory } from './device-memory.ts'
import { firstView } from './first-view.ts'
import type { RunModel, Stepper, StepperTells } from './run-model.ts'

/** An unfinished response on this device. */
export interface Draft {
  readonly id: string
  readonly revision: number
  readonly run: Run
  readonly receiptCode?: string | undefined
}

/** What a session is started with. */
export interface SessionStart {
  readonly host: LoaderHost
  readonly memory: DeviceMemory
  readonly survey: Survey
  readonly mode: ResponseMode
  readonly startedAt: EpochMs
  /** Name of the shop, for texts of the survey. */
  readonly shop: string
  /** Writes into the ledger of this device. */
  note(what: 'answered' | 'dismissed'): void
}

/** One response in the making. */
export interface Session {
  readonly model: RunModel
  readonly responseId: string
}

/** Chance for ids. */
export const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** Begins a response, or takes up the draft of an earlier page. `undefined`: what it takes could not be loaded. */
export async function startSession(start: SessionStart): Promise<Session | undefined> {
  const { host, memory, survey } = start
  const draft = memory.get<Draft>(`draft.${survey.id}`)
  const responseId = draft?.id ?? makeId(Date, random)
  const stepper = async (tells: StepperTells): Promise<Stepper> =>
    (await loadRest()).createStepper(start, draft, responseId, tells)
  const first = draft ? undefined : firstView(survey, host.facts.locale)
  const model = createRunModel(survey, first, {
    now: Date.now,
    stepper,
    failed: (cause) => host.warn('stopped at an error', cause),
  })
  if (!first) await model.ready()
  return model.view.value && { model, responseId }
}
