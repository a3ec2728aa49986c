import {
  type AnswerValue,
  type Locale,
  makeId,
  type ResponseContext,
  type ResponseMode,
  type Run,
  type RunEvent,
  type Survey,
} from '@frankly/core'
import { advanceWith, isPlain, PLAIN_PARTS, startWith, viewWith } from '@frankly/core/engine'
import type { LoaderHost } from '../loader/surface.ts'
import { createRunModel } from './create-run-model.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { DeliveryState, RunModel } from './run-model.ts'

/** An unfinished response on this device. */
export interface Draft {
  readonly id: string
  readonly revision: number
  readonly run: Run
  readonly receiptCode?: string | undefined
}

/** What a session is started with. */
export interface SessionStart {
  readonly survey: Survey
  readonly locale: Locale
  readonly mode: ResponseMode
  readonly context: ResponseContext
  /** Name of the shop, for texts of the survey. */
  readonly shop: string
  /** The customer acted: from here on things may be kept on this device. */
  acted(event: RunEvent): void
}

/** One response in the making: the model for the interface, and what keeps and sends its words. */
export interface Session {
  readonly model: RunModel
  readonly responseId: string
  /** Saves what still waits for a pause in typing. */
  flush(): void
  dispose(): void
}

/** Typing is saved after so long a pause, ms; everything else at once. */
const TYPING_PAUSE_MS = 500

/** Answers that come letter by letter. */
const TYPED: ReadonlySet<AnswerValue['kind']> = new Set(['text', 'praise', 'complaint', 'contact', 'choice', 'split'])

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/** Begins a response, or takes up the draft of an earlier page. */
export async function startSession(host: LoaderHost, memory: DeviceMemory, start: SessionStart): Promise<Session> {
  const { survey } = start
  const { facts } = host
  const draftName = `draft.${survey.id}`
  const draft = memory.get<Draft>(draftName)
  const responseId = draft?.id ?? makeId(Date, random)
  let revision = draft?.revision ?? 0
  let receiptCode = draft?.receiptCode
  const parts = isPlain(survey) ? PLAIN_PARTS : (await loadSteps()).FULL_PARTS
  let run = startWith(
    survey,
    {
      seed: responseId,
      locale: start.locale,
      now: Date.now(),
      context: start.context,
      ...(draft && { resume: { ...draft.run, locale: start.locale } }),
    },
    parts,
  )
  let pending: (() => void) | undefined
  let cancelPause: (() => void) | undefined

  const save = (told: (state: DeliveryState) => void): void => {
    cancelPause?.()
    pending = undefined
    revision++
    const saved = { run, revision }
    const keepDraft = (): void => {
      if (run.at === 'end') memory.remove(draftName)
      else memory.set(draftName, { id: responseId, revision, run, receiptCode } satisfies Draft)
    }
    keepDraft()
    told({ is: 'saving' })
    const send = async (): Promise<void> => {
      const { makeReceiptCode, toResponse } = await loadSteps()
      if (Object.values(saved.run.answers).some(({ kind }) => kind === 'complaint') && !receiptCode) {
        receiptCode = makeReceiptCode(random)
        keepDraft()
      }
      if (receiptCode) {
        const { host: address } = host.settings
        model.giveReceipt({ code: receiptCode, ...(address && { url: `${address}/c/${receiptCode}` }) })
      }
      const response = toResponse(survey, saved.run, {
        id: responseId,
        revision: saved.revision,
        mode: start.mode,
        test: facts.test,
        ...(facts.subject && { subject: facts.subject }),
        ...(receiptCode && { receiptCode }),
      })
      // one who looked and left said nothing: nothing is sent
      if (response.status === 'started' || response.status === 'dismissed') return told({ is: 'idle' })
      if (response.status === 'completed')
        host.emit('response.completed', { surveyId: survey.id, responseId, response })
      ;(await host.delivery()).save(response, told)
    }
    send().catch((cause) => {
      host.warn('answers cannot be sent', cause)
      told({ is: 'not_saved' })
    })
  }

  const model = createRunModel(survey, run, {
    now: Date.now,
    viewOf: (at) => viewWith(survey, at, { shop: start.shop }, parts),
    advance: (at, event) => advanceWith(survey, at, event, parts),
    changed(now, event, told) {
      const words = now.answers !== run.answers || now.at === 'end'
      run = now
      start.acted(event)
      if (!words && !pending) return
      cancelPause?.()
      pending = () => save(told)
      if (event.type === 'answered' && TYPED.has(event.value.kind))
        cancelPause = host.scope.after(TYPING_PAUSE_MS, pending)
      else pending()
    },
    save,
    attach: async (file, name) => (await host.delivery()).attach(file, name, responseId),
    failed: (cause) => host.warn('stopped at an error', cause),
  })

  return {
    model,
    responseId,
    flush: () => pending?.(),
    dispose() {
      pending?.()
      model.dispose()
    },
  }
}

const loadSteps = (): Promise<typeof import('./steps.ts')> => import('./steps.ts')
