import { advance } from '../engine/advance.ts'
import type { Run, RunEvent } from '../engine/run-state.ts'
import type { Fault, RunView } from '../engine/view.ts'
import { viewOf } from '../engine/view-of.ts'
import { FeedbackError } from '../errors.ts'
import type { AnswerValue } from '../model/answer.ts'
import type { Locale, QuestionId, ResponseId, SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { Clock } from '../platform/platform.ts'
import type { SubmitResult } from '../queue/types.ts'
import type { Draft } from './drafts.ts'

/** How a `submit()` ended: with everything saved as `saved` says, or stopped by faults on the page shown now. @public */
export type Finish =
  | { readonly completed: true; readonly saved: SubmitResult; readonly receiptCode?: string }
  | { readonly completed: false; readonly faults: Readonly<Record<QuestionId, Fault>> }

/**
 * One pass through one survey without a user interface. Acts change `current` at once and call the subscribers;
 * saving goes on behind.
 * @public
 */
export interface RunHandle {
  readonly surveyId: SurveyId
  readonly responseId: ResponseId
  /** What to show now. */
  readonly current: RunView
  /** From the first words of a complaint on. */
  readonly receiptCode: string | undefined
  /** @throws FeedbackError `run-invalid` when the survey has no such question */
  answer(questionId: QuestionId, value: AnswerValue): void
  /** @throws FeedbackError `run-invalid` when the survey has no such question */
  skip(questionId: QuestionId): void
  next(): void
  back(): void
  /** Answers the offer of further questions (`current.screen === 'more'`). */
  more(yes: boolean): void
  /** Changes the language; answers stay. */
  setLocale(locale: Locale): void
  /** Goes on to the end from here: further questions are declined. Stops at the first page with a fault. */
  submit(): Promise<Finish>
  /** Ends it; what was answered is kept and sent. */
  dismiss(): Promise<void>
  /** Resolves when all that was given so far is safe: how safe. `undefined`: nothing was given. */
  saved(): Promise<SubmitResult | undefined>
  /** Calls back after each change; the returned function ends it. */
  subscribe(listener: (view: RunView) => void): () => void
}

/** @internal */
export interface RunHandleDeps {
  readonly survey: Survey
  readonly start: Draft
  /** For `{shop}` and the like. */
  readonly names: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly saveAfterMs: number
  receiptCode(): string
  /** Keeps a draft and sends a revision; `undefined`: there was nothing to tell. */
  save(draft: Draft): Promise<SubmitResult | undefined>
  /** After the last change, before the last save. */
  ended(draft: Draft): void
  /** After the first answer. */
  answered(draft: Draft): void
  failed(error: unknown): void
}

/** @internal */
export interface LiveRun {
  readonly handle: RunHandle
  /** Saves what is not saved yet. */
  settle(): Promise<SubmitResult | undefined>
}

/** @internal */
export function createRunHandle(deps: RunHandleDeps): LiveRun {
  const { survey, clock } = deps
  const listeners = new Set<(view: RunView) => void>()
  const questions = survey.pages.flatMap((page) => page.questions.map(({ id }) => id))
  let draft = deps.start
  let view = viewOf(survey, draft.run, deps.names)
  let isDirty = false
  let isSubmitting = false
  let saving: Promise<SubmitResult | undefined> = Promise.resolve(undefined)
  let cancel = () => {}

  function act(event: RunEvent): void {
    const before = draft.run
    const run = advance(survey, before, event)
    if (run === before) return
    const receiptCode = draft.receiptCode ?? (complains(run) ? deps.receiptCode() : undefined)
    draft = { ...draft, run, at: clock.now(), ...(receiptCode && { receiptCode }) }
    view = viewOf(survey, run, deps.names)
    const isFirst = !hasAnswers(before) && hasAnswers(run)
    if (isFirst) deps.answered(draft)
    if (run.answers !== before.answers || run.at === 'end') isDirty = true
    if (run.at === 'end' && before.at !== 'end') {
      deps.ended(draft)
      void settle()
    } else if (isDirty) {
      cancel()
      if (event.type === 'answered' || event.type === 'skipped') cancel = clock.after(deps.saveAfterMs, settle)
      else if (!isSubmitting) void settle()
    }
    for (const listener of [...listeners]) {
      try {
        listener(view)
      } catch (error) {
        deps.failed(error)
      }
    }
  }
  function settle(): Promise<SubmitResult | undefined> {
    cancel()
    const { run } = draft
    if (!isDirty || run.status === 'started') return saving
    isDirty = false
    draft = { ...draft, revision: draft.revision + 1 }
    saving = deps.save(draft)
    return saving
  }
  function known(questionId: QuestionId): QuestionId {
    if (questions.includes(questionId)) return questionId
    const wanted = `one of ${questions.join(', ')}`
    throw new FeedbackError('run-invalid', { surveyId: survey.id, path: 'questionId', found: questionId, wanted })
  }
  const now = () => clock.now()

  const handle: RunHandle = {
    surveyId: survey.id,
    responseId: draft.responseId,
    get current() {
      return view
    },
    get receiptCode() {
      return draft.receiptCode
    },
    answer: (questionId, value) => act({ type: 'answered', questionId: known(questionId), value, at: now() }),
    skip: (questionId) => act({ type: 'skipped', questionId: known(questionId), at: now() }),
    next: () => act({ type: 'next', at: now() }),
    back: () => act({ type: 'back', at: now() }),
    more: (yes) => act({ type: 'more', yes, at: now() }),
    setLocale: (locale) => act({ type: 'locale', locale }),
    async submit() {
      isSubmitting = true
      // a survey that passed the checks ends; one that did not must not hang the page
      for (let steps = 2 * survey.pages.length + 2; draft.run.at !== 'end' && steps > 0; steps--) {
        act(draft.run.at === 'more' ? { type: 'more', yes: false, at: now() } : { type: 'next', at: now() })
        if (Object.keys(draft.run.faults).length > 0) break
      }
      isSubmitting = false
      if (draft.run.status !== 'completed') {
        void settle()
        return { completed: false, faults: draft.run.faults }
      }
      const saved = (await settle()) ?? { durable: 'none', reason: 'closed' }
      return { completed: true, saved, ...(draft.receiptCode && { receiptCode: draft.receiptCode }) }
    },
    async dismiss() {
      act({ type: 'dismissed', at: now() })
      await settle()
    },
    saved: settle,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { handle, settle }
}

/** Has the customer given anything? @internal */
export function hasAnswers(run: Run): boolean {
  return Object.keys(run.answers).length > 0
}

function complains(run: Run): boolean {
  return Object.values(run.answers).some(({ kind }) => kind === 'complaint')
}
