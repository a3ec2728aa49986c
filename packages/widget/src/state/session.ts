import { type EpochMs, type Locale, makeId, type ResponseMode, type Run, type Survey } from '@frankly/core'
import { isPlain } from '@frankly/core/engine'
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

/** What a session needs of the code that comes after the first question. */
export interface SessionRest {
  createStepper(start: SessionStart, draft: Draft | undefined, responseId: string, tells: StepperTells): Stepper
}

/** What a session is started with. */
export interface SessionStart {
  readonly host: LoaderHost
  readonly memory: DeviceMemory
  readonly survey: Survey
  readonly locale: Locale
  readonly mode: ResponseMode
  readonly startedAt: EpochMs
  /** Name of the shop, for texts of the survey. */
  readonly shop: string
  /** The rest of the interface's code. */
  rest(): Promise<SessionRest>
  /** The customer answered. */
  answered(): void
}

/** One response in the making. */
export interface Session {
  readonly model: RunModel
  readonly responseId: string
}

/** Chance for ids. */
export const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** Begins a response, or takes up the draft of an earlier page. */
export async function startSession(start: SessionStart): Promise<Session> {
  const { host, memory, survey, locale } = start
  const draft = memory.get<Draft>(`draft.${survey.id}`)
  const responseId = draft?.id ?? makeId(Date, random)
  const stepper = async (tells: StepperTells): Promise<Stepper> =>
    (await start.rest()).createStepper(start, draft, responseId, tells)
  const model = createRunModel(survey, firstView(survey, locale), {
    now: Date.now,
    stepper,
    failed: (cause) => host.warn('stopped at an error', cause),
  })
  // conditions, chance and drafts have a say in the first page: the rest must be here before it is shown
  if (draft || !isPlain(survey)) await model.ready()
  return { model, responseId }
}
