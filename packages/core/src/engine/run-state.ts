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
  readonly surveyId: string
  readonly surveyVersion: number
  /** Decides every random order of this run. */
  readonly seed: string
  readonly locale: Locale
  readonly status: ResponseStatus
  /** The page before the customer; `more`: the offer of further questions; `end`: over. */
  readonly at: { readonly page: PageId } | 'more' | 'end'
  /** Pages gone through, oldest first, for Back. */
  readonly trail: readonly PageId[]
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  readonly skipped: readonly QuestionId[]
  readonly faults: Readonly<Record<QuestionId, Fault>>
  readonly context: ResponseContext
  readonly startedAt: EpochMs
  readonly updatedAt: EpochMs
  readonly completedAt?: EpochMs
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
  readonly seed: string
  readonly locale: Locale
  readonly now: EpochMs
  readonly context?: ResponseContext
  /** Ids of the survey's quotas that are full, as the collector says. Default: none. */
  readonly fullQuotas?: readonly string[]
}
