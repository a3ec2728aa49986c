import { type Locale, makeId, type ResponseContext, type ResponseMode, type Run, type Survey } from '@frankly/core'
import { type EngineParts, isPlain, startWith, viewWith } from '@frankly/core/engine'
import type { LoaderHost } from '../loader/surface.ts'
import type * as Rest from '../rest.ts'
import { createRunModel } from './create-run-model.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { RunModel } from './run-model.ts'

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
  readonly locale: Locale
  readonly mode: ResponseMode
  readonly context: ResponseContext
  /** Name of the shop, for texts of the survey. */
  readonly shop: string
  /** The rest of the interface's code. */
  rest(): Promise<typeof Rest>
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

/** Enough to show the first page of a plain survey; checks come with the rest. */
const FIRST_PARTS: EngineParts = {
  check: () => undefined,
  holds: () => true,
  fill: (text) => text,
  shuffle: (items) => items,
}

/** Begins a response, or takes up the draft of an earlier page. */
export async function startSession(start: SessionStart): Promise<Session> {
  const { host, memory, survey, locale } = start
  const draft = memory.get<Draft>(`draft.${survey.id}`)
  const parts = !draft && isPlain(survey) ? FIRST_PARTS : (await start.rest()).FULL_PARTS
  const responseId = draft?.id ?? makeId(Date, random)
  const resume = draft && { resume: draft.run }
  const run = startWith(survey, { seed: responseId, locale, now: Date.now(), context: start.context, ...resume }, parts)
  const model = createRunModel(survey, run, {
    now: Date.now,
    viewOf: (at) => viewWith(survey, at, { shop: start.shop }, parts),
    stepper: async (tells) => (await start.rest()).createStepper(start, draft, responseId, tells),
    failed: (cause) => host.warn('stopped at an error', cause),
  })
  return { model, responseId }
}
