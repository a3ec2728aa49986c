import type { Fault, RunView } from '../engine/view.ts'
import type { AnswerValue } from '../model/answer.ts'
import type { Locale, QuestionId, ResponseId, SurveyId } from '../model/ids.ts'
import type { SubmitResult } from '../queue/types.ts'
import type { DeliveryState } from './delivery-state.ts'

/** How a `submit()` ended: with everything saved as `saved` says, or stopped by faults on the page shown now. @public */
export type Finish =
  | { readonly completed: true; readonly saved: SubmitResult; readonly receiptCode?: string }
  | { readonly completed: false; readonly faults: Readonly<Record<QuestionId, Fault>> }

/**
 * One pass through one survey without a user interface. Acts change `current` at once and call the subscribers;
 * saving happens in the background.
 * @public
 */
export interface RunHandle {
  /** The survey. */
  readonly surveyId: SurveyId
  /** The response that it makes. */
  readonly responseId: ResponseId
  /** What to show now. */
  readonly current: RunView
  /** What became of the words that `current` shows: says `sent` only for exactly these words. */
  readonly delivery: DeliveryState
  /** From the first words of a complaint on. */
  readonly receiptCode: string | undefined
  /** Something was answered. */
  readonly touched: boolean
  /** Acts wait for code that is late: their result cannot be shown yet. */
  readonly waits: boolean
  /**
   * The answer at this moment, also while code is loading; what is drawn may be older. Base the next answer on this one.
   */
  latest(questionId: QuestionId): AnswerValue | undefined
  /**
   * Gives or replaces an answer.
   * @throws FeedbackError `run-invalid` when the survey has no such question
   */
  answer(questionId: QuestionId, value: AnswerValue): void
  /**
   * Leaves a question out; takes its answer back.
   * @throws FeedbackError `run-invalid` when the survey has no such question
   */
  skip(questionId: QuestionId): void
  /** To the next page, or the end; stays where an answer is at fault. */
  next(): void
  /** To the page before; from the end of a completed run to its last page, to change an answer. */
  back(): void
  /** Answers the offer of further questions (`current.screen === 'more'`). */
  more(yes: boolean): void
  /** Changes the language; answers stay. */
  setLocale(locale: Locale): void
  /** Goes on to the end from here: further questions are declined. Stops at the first page with a fault. */
  submit(): Promise<Finish>
  /** Ends it; the answers so far are stored and sent. */
  dismiss(): Promise<void>
  /** Closes it without ending it: saved, and the next start of the survey continues it. */
  leave(): Promise<void>
  /** Saves the same words again, as after `not_saved`. */
  retry(): Promise<void>
  /** Resolves when all answers so far are stored: how safely. `undefined`: there are none. */
  saved(): Promise<SubmitResult | undefined>
  /** All words that were written so far, also on pages of a branch that was left again: to be copied. */
  written(): string
  /** Calls back after each change of `current`, `delivery` or `receiptCode`; the returned function ends it. */
  subscribe(listener: (view: RunView) => void): () => void
}
