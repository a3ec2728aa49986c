import { advance } from '../engine/advance.ts'
import type { Run, RunEvent } from '../engine/run-state.ts'
import { toResponse } from '../engine/to-response.ts'
import type { RunView } from '../engine/view.ts'
import { viewOf } from '../engine/view-of.ts'
import { writtenIn } from '../engine/written-in.ts'
import type { ResponseId } from '../model/ids.ts'
import type { RecordedFact } from '../model/recorded-context.ts'
import type { ConsentRecord, Response, ResponseMode, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { Clock } from '../platform/platform.ts'
import type { ItemEvent, PassState, SubmitResult } from '../queue/types.ts'
import { deliveryOf } from './delivery-of.ts'
import type { DeliveryState } from './delivery-state.ts'
import { createFate } from './fate.ts'
import type { Finish } from './handle.ts'
import type { Saver } from './saver.ts'
import { complains, hasAnswers, wordless } from './what-was-said.ts'

/** What a pass needs. @internal */
export interface PassDeps {
  readonly survey: Survey
  readonly responseId: ResponseId
  /** The run as it begins, or as it was left. */
  readonly run: Run
  /** As it was kept on this device, when it is taken up again. */
  readonly earlier: PassState | undefined
  /** Mark of the order that it is about. */
  readonly order: string | undefined
  readonly project: string
  readonly mode: ResponseMode
  readonly isDrawn: boolean
  readonly test: boolean
  readonly record: readonly RecordedFact[] | undefined
  /** Random mark of this client: tells two writers of one response apart. */
  readonly writer: string
  /** For `{shop}` and the like. */
  readonly names: Readonly<Record<string, string>>
  readonly clock: Clock
  /** Answers are saved so long after the last change, ms. */
  readonly saveAfterMs: number
  /** All else is saved when this runs it: an interface paints first. Absent: at once. Returns what takes it back. */
  readonly soon: ((save: () => void) => () => void) | undefined
  readonly saver: Saver
  subject(): SubjectRef | undefined
  consents(): readonly ConsentRecord[]
  /** May it be taken up again? Else only what may be sent is kept. */
  keepsDrafts(): boolean
  /** Is it noted beside the last words that this order was answered? */
  marksEnd(): boolean
  receiptCode(): string
  tell: PassNews
}

/** What a pass tells its client. @internal */
export interface PassNews {
  /** View, delivery or receipt code are others now. */
  changed(): void
  /** After the first answer. */
  answered(): void
  /** It came to its end. */
  ended(run: Run): void
  /** @param isOver - it had come to its end when these words were saved */
  saved(response: Response, result: SubmitResult, isOver: boolean): void
  /** The destination acknowledged this response. */
  sent(response: Response, event: ItemEvent): void
}

/** Steps a run on and saves each change of its words. @internal */
export interface Pass {
  /** The run as it is now. */
  readonly run: Run
  /** What to show now. */
  readonly view: RunView
  /** What became of the words that the view shows. */
  readonly delivery: DeliveryState
  /** From the first words of a complaint on. */
  readonly receiptCode: string | undefined
  /** It came to its end and the destination has it: nothing more will change. */
  readonly isSettled: boolean
  /** Steps the run on. */
  act(event: RunEvent): void
  /** Goes on to the end and reports once, not for each step; stops at the first page with a fault. */
  submit(): Promise<Finish>
  /** [W1] The customer took everything back: nothing says `sent` any more. */
  withdraw(): void
  /** Saves what is not saved yet; resolves to how safe the latest revision is. `undefined`: nothing was said. */
  settle(): Promise<SubmitResult | undefined>
  /** The acts are painted and on the device already: saves when the queue's code is loaded, at the latest when the save is due. */
  saveSoon(): void
  /** [P3] Somebody is known now: saves the open pass as theirs, so that it is offered to nobody else. */
  named(): void
  /** Saves the same words again. */
  retry(): Promise<SubmitResult | undefined>
  /** All words that were written, to be copied. */
  written(): string
  /** Ends listening; what is unsaved is saved first. */
  end(): Promise<SubmitResult | undefined>
}

/**
 * One closure over one run: an act, its save and what is told of it change the same variables, one after the other. What
 * is known of saved words stands apart, in {@link createFate}.
 * @internal
 */
export function createPass(deps: PassDeps): Pass {
  const { survey, responseId, clock, saver, tell, earlier } = deps
  let run = deps.run
  let view = viewOf(survey, run, deps.names)
  let receiptCode = earlier?.receiptCode
  let hasWords = false
  let isChanged = false
  /** The latest that was given to be sent, by its revision. */
  let latest: Response | undefined
  let saving: Promise<SubmitResult | undefined> = Promise.resolve(undefined)
  /** The steps of a `submit` are told of together. */
  let isSubmitting = false
  let cancelSave = (): void => {}
  const fate = createFate(earlier?.revision ?? 0, clock, changed)
  const { pressed } = fate
  const state = (): DeliveryState => fate.state({ hasWords, isChanged })

  function changed(): void {
    if (!isSubmitting) tell.changed()
  }

  function act(event: RunEvent): void {
    // [P8] the end is saved, and told, as it was before an answer is changed
    if (run.at === 'end' && event.type === 'back') void settle()
    const before = run
    run = advance(survey, before, event)
    if (run === before) return
    // [P8] listening may have ended; the customer is back
    if (before.at === 'end' && run.at !== 'end') stopListening ??= listen()
    view = viewOf(survey, run, deps.names)
    const ends = run.at === 'end' && before.at !== 'end'
    if (!hasAnswers(before) && hasAnswers(run)) tell.answered()
    if (ends || run.answers !== before.answers) {
      isChanged = true
      hasWords ||= hasAnswers(run)
      if (complains(run)) receiptCode ??= deps.receiptCode()
      pressed()
    }
    if (ends) tell.ended(run)
    if (isChanged && !isSubmitting) {
      const isAnswer = event.type === 'answered' || event.type === 'skipped'
      saveLater(isAnswer)
    }
    changed()
  }

  async function submit(): Promise<Finish> {
    isSubmitting = true
    // a survey that passed the checks ends; one that did not must not hang the page
    for (let steps = 2 * survey.pages.length + 2; run.at !== 'end' && steps > 0; steps--) {
      const at = clock.now()
      act(run.at === 'more' ? { type: 'more', yes: false, at } : { type: 'next', at })
      if (Object.keys(run.faults).length > 0) break
    }
    isSubmitting = false
    changed()
    if (run.status !== 'completed' || run.at !== 'end') {
      void settle()
      return { completed: false, faults: run.faults }
    }
    const saved = (await settle()) ?? { durable: 'none', reason: 'closed' }
    return { completed: true, saved, ...(receiptCode && { receiptCode }) }
  }

  function saveLater(isAnswer: boolean): void {
    cancelSave()
    const save = () => void settle()
    if (isAnswer) cancelSave = clock.after(deps.saveAfterMs, save)
    else if (deps.soon) cancelSave = deps.soon(save)
    else save()
  }

  function settle(): Promise<SubmitResult | undefined> {
    cancelSave()
    if (!isChanged || run.status === 'started') return saving
    isChanged = false
    saving = save()
    return saving
  }

  async function save(): Promise<SubmitResult | undefined> {
    const revision = fate.next()
    const isOver = run.at === 'end'
    const response = responseOf(deps, run, revision, receiptCode)
    hasWords = response.status === 'completed' || response.status === 'partial'
    latest = hasWords ? response : undefined
    const result = await saver.save({
      responseId,
      delivery: hasWords ? deliveryOf(deps.project, response, clock.now(), isOver) : undefined,
      pass: passStateOf(deps, run, revision, receiptCode, hasWords),
    })
    if (!result) return
    fate.saved(revision, result)
    tell.saved(response, result, isOver)
    changed()
    return result
  }

  const listen = () => saver.listen(responseId, heard)
  let stopListening: (() => void) | undefined = listen()
  function heard(event: ItemEvent): void {
    // [CS1] acts of this pass that were sent as another's are not the words on this screen
    if (event.writer !== undefined && event.writer !== deps.writer) return
    if (fate.heard(event) && latest) tell.sent(latest, event)
    changed()
  }

  // acts that an earlier page wrote down before this code was there
  for (const event of earlier?.acts ?? []) act(event)

  return {
    get run() {
      return run
    },
    get view() {
      return view
    },
    get delivery() {
      return state()
    },
    get receiptCode() {
      return receiptCode
    },
    get isSettled() {
      return run.at === 'end' && state().is === 'sent'
    },
    act,
    submit,
    written: () => writtenIn(run),
    withdraw() {
      cancelSave()
      fate.withdraw()
      isChanged = false
      changed()
    },
    settle,
    saveSoon() {
      if (isChanged) void saver.ready().then(settle)
    },
    named() {
      if (run.at === 'end' || run.status === 'completed' || !hasAnswers(run)) return
      isChanged = true
      pressed()
      void settle()
      changed()
    },
    retry() {
      if (!hasWords && !isChanged) return saving
      isChanged = true
      pressed()
      changed()
      const again = settle()
      saver.hurry()
      return again
    },
    async end() {
      const result = await settle()
      fate.stop()
      stopListening?.()
      stopListening = undefined
      return result
    },
  }
}

function responseOf(deps: PassDeps, run: Run, revision: number, receiptCode: string | undefined): Response {
  const subject = deps.subject()
  return toResponse(deps.survey, run, {
    id: deps.responseId,
    revision,
    writer: deps.writer,
    mode: deps.mode,
    ...(deps.isDrawn && { drawn: true }),
    record: deps.record,
    test: deps.test,
    consents: deps.consents(),
    ...(subject && { subject }),
    ...(receiptCode && { receiptCode }),
  })
}

/** What it takes to take a pass up again. `undefined`: it is over, or no drafts are kept. */
function passStateOf(
  deps: PassDeps,
  run: Run,
  revision: number,
  receiptCode: string | undefined,
  hasWords: boolean,
): PassState | undefined {
  // [P8] what is changed after its end is over all the same: no later page goes on with it
  const isOver = run.at === 'end' || run.status === 'completed'
  // [P4] notes of what was asked may be lost in the seconds after: that this order was answered goes with the words
  if (!deps.keepsDrafts() || (isOver && !(hasWords && deps.order !== undefined && deps.marksEnd()))) return
  const subjectId = deps.subject()?.id
  return {
    responseId: deps.responseId,
    surveyId: deps.survey.id,
    surveyVersion: deps.survey.version,
    revision,
    at: deps.clock.now(),
    run: isOver ? wordless({ ...run, at: 'end' }) : run,
    writer: deps.writer,
    ...(subjectId !== undefined && { subjectId }),
    ...(deps.order !== undefined && { order: deps.order }),
    ...(receiptCode && !isOver && { receiptCode }),
  }
}
