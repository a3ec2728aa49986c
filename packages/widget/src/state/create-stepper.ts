import {
  type AnswerValue,
  advance,
  makeReceiptCode,
  type Run,
  resumeRun,
  runForDraft,
  startRun,
  toResponse,
  viewOf,
} from '@frankly/core'
import { AFTER_PAINT_MS } from '../mount/after-paint.ts'
import { keepForLater } from './keep-for-later.ts'
import type { DeliveryState, Stepper, StepperTells } from './run-model.ts'
import { type Draft, random, type StepperStart } from './session-start.ts'
import { writtenIn } from './written-in.ts'

/** Typing is saved after so long a pause, ms; everything else as soon as the answer is seen to be marked. */
const TYPING_PAUSE_MS = 500

/** Answers that come letter by letter. */
const TYPED: ReadonlySet<AnswerValue['kind']> = new Set(['text', 'praise', 'complaint', 'contact', 'choice', 'split'])

/** Steps a run on and saves each change of its words: as a draft on this device, as a revision on its way. */
export function createStepper(
  { host, memory, book, survey, mode, shop, record, options }: StepperStart,
  draft: Draft | undefined,
  responseId: string,
  { delivery, receipt }: StepperTells,
): Stepper {
  const draftName = `draft.${survey.id}`
  let revision = draft?.revision ?? 0
  let receiptCode = draft?.receiptCode
  let latest: Run | undefined
  let dirty = false
  let cancelPause: (() => void) | undefined

  const note = (what: 'answered' | 'dismissed'): void => book.note({ what, surveyId: survey.id, at: Date.now() })
  const told = (state: DeliveryState): void => {
    delivery.value = state
  }
  const save = (): void => {
    cancelPause?.()
    const run = latest
    if (!run) return
    dirty = false
    revision++
    if (!receiptCode && Object.values(run.answers).some(({ kind }) => kind === 'complaint'))
      receiptCode = makeReceiptCode(random)
    if (receiptCode) {
      const { host: address } = host.settings
      receipt.value = { code: receiptCode, ...(address && { url: `${address}/c/${receiptCode}` }) }
    }
    if (run.at === 'end') memory.remove(draftName)
    else memory.set(draftName, { id: responseId, revision, run: runForDraft(survey, run), receiptCode } satisfies Draft)
    const { subject, test } = host.facts
    const response = toResponse(survey, run, {
      id: responseId,
      revision,
      mode,
      drawn: true,
      record,
      test,
      ...(subject && { subject }),
      ...(receiptCode && { receiptCode }),
    })
    // one who looked and left said nothing: nothing is sent
    const said = response.status !== 'started' && response.status !== 'dismissed'
    told({ is: said ? 'saving' : 'idle' })
    if (!said) return
    if (response.status === 'completed') host.emit('response.completed', { surveyId: survey.id, responseId, response })
    host.delivery().then(
      (sender) => sender.save(response, told),
      async (cause) => {
        host.warn('answers cannot be sent now', cause)
        told(await keepForLater(host.settings.project, response))
      },
    )
  }
  const flush = (): void => {
    if (dirty) save()
  }
  // the page may be gone for good after this: what was typed last goes now
  host.scope.on(window, 'pagehide', flush)
  host.scope.on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush()
  })

  const start = draft ? resumeRun(survey, draft.run, options) : startRun(survey, options)

  return {
    start,
    viewOf: (run) => viewOf(survey, run, { shop }),
    advance: (run, event) => advance(survey, run, event),
    changed(run, event) {
      dirty ||= run.answers !== (latest ?? start).answers || run.at === 'end'
      latest = run
      if (event.type === 'answered') {
        memory.allow()
        note('answered')
      }
      // [G8] a closed door counts for nothing
      if (event.type === 'dismissed' && !survey.targeting?.alwaysOpen) note('dismissed')
      if (!dirty) return
      cancelPause?.()
      const typed = event.type === 'answered' && TYPED.has(event.value.kind)
      // what was sent before is not this: no thanks for words that are not stored yet
      if (!typed) told({ is: 'saving' })
      cancelPause = host.scope.after(typed ? TYPING_PAUSE_MS : AFTER_PAINT_MS, save)
    },
    save,
    flush,
    written: writtenIn,
    attach: async (file, name) => (await host.delivery()).attach(file, name, responseId),
  }
}
