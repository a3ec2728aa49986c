import type { AnswerValue } from '../model/answer.ts'
import type { EpochMs, Locale, PageId, QuestionId } from '../model/ids.ts'
import type { ResponseContext, ResponseStatus } from '../model/response.ts'
import type { Fault } from './view.ts'

/**
 * State of one pass through one survey; the survey itself goes beside it. Plain data: `JSON.stringify` and back gives
 * an equal run.
 * @public
 */
export interface Run {
  /** The survey. */
  readonly surveyId: string
  /** Its version. */
  readonly surveyVersion: number
  /** Decides every random order of this run. */
  readonly seed: string
  /** Language of the customer. */
  readonly locale: Locale
  /** How far it came. */
  readonly status: ResponseStatus
  /** The page before the customer; `more`: the offer of further questions; `end`: over. */
  readonly at: { readonly page: PageId } | 'more' | 'end'
  /** Pages gone through, oldest first, for Back. */
  readonly trail: readonly PageId[]
  /** By question id, those on pages that were left again too. */
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  /** Questions that were left out on purpose. */
  readonly skipped: readonly QuestionId[]
  /** What is wrong with answers of the page shown now, by question id. */
  readonly faults: Readonly<Record<QuestionId, Fault>>
  /** Facts that conditions and texts read. */
  readonly context: ResponseContext
  /** When it began. */
  readonly startedAt: EpochMs
  /** When it last changed. */
  readonly updatedAt: EpochMs
  /** When it came to its end. Absent before. */
  readonly completedAt?: EpochMs
  /** How long each question was before the customer, ms. */
  readonly questionMs: Readonly<Record<QuestionId, number>>
  /** Quotas that the collector called full when the run began. */
  readonly fullQuotas?: readonly string[]
}

/** What can happen to a run. @public */
export type RunEvent =
  | { readonly type: 'answered'; readonly questionId: QuestionId; readonly value: AnswerValue; readonly at: EpochMs }
  | { readonly type: 'skipped'; readonly questionId: QuestionId; readonly at: EpochMs }
  /** `page`: the one on which it was pressed; on another page it does nothing. Default: any, and for `back` the end too. */
  | { readonly type: 'next' | 'back'; readonly page?: PageId; readonly at: EpochMs }
  | { readonly type: 'more'; readonly yes: boolean; readonly at: EpochMs }
  | { readonly type: 'locale'; readonly locale: Locale }
  | { readonly type: 'dismissed'; readonly at: EpochMs }

/** What a run starts from. @public */
export interface StartOptions {
  /** Decides every random order: the id of the response. */
  readonly seed: string
  /** Language of the customer. */
  readonly locale: Locale
  /** When it begins. */
  readonly now: EpochMs
  /** Facts that conditions and texts read. Default: none. */
  readonly context?: ResponseContext
  /** Ids of the survey's quotas that are full, as the collector says. Default: none. */
  readonly fullQuotas?: readonly string[]
}
