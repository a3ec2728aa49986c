import type { EpochMs, ProjectKey, QuestionId, SurveyId } from '../model/ids.ts'
import type { QuestionKind } from '../model/question.ts'
import type { Response } from '../model/response.ts'

/**
 * One canonical event. The browser's queue and the collector's outbox both speak it, so that every
 * adapter works in both places.
 * @public
 */
export type Delivery =
  | DeliveryOf<'answer.saved', { readonly response: Response; readonly alsoSaid?: readonly AlsoSaid[] }>
  | DeliveryOf<'response.completed', { readonly response: Response; readonly alsoSaid?: readonly AlsoSaid[] }>
  | DeliveryOf<'praise.created', { readonly response: Response; readonly text: string; readonly who?: string }>
  | DeliveryOf<'case.opened', { readonly case: CaseFacts; readonly response?: Response }>
  | DeliveryOf<'case.updated', { readonly case: CaseFacts; readonly response?: Response; readonly change: string }>
  | DeliveryOf<'subject.erased', { readonly subjectId?: string; readonly responseIds: readonly string[] }>

/**
 * What was said in a response by another page than the one that wrote its present state, and what that state does not
 * have: two tabs, or a page that went on with an old draft.
 * @public
 */
export interface AlsoSaid {
  readonly answers: Response['answers']
  readonly complaint?: NonNullable<Response['complaint']>
  /** When it arrived. */
  readonly at: EpochMs
}

/** Names of the events. @public */
export type DeliveryType = Delivery['type']

/** What every event has. @public */
export interface DeliveryOf<Type extends string, Data> {
  /** Constant over all attempts: the idempotency key. For responses `<response id>.<revision>`. */
  readonly id: string
  readonly type: Type
  readonly project: ProjectKey
  readonly occurredAt: EpochMs
  /** Complaints travel in `urgent`. */
  readonly lane: Lane
  /** 1, 2, 3 … */
  readonly attempt: number
  readonly data: Data
  /** The words behind the ids, in the response's language. Absent when the survey is not at hand. */
  readonly texts?: DeliveryTexts
  /** Further bad news that came at the same time and is told with this one, not by itself: how many. */
  readonly more?: number
  /** Links for people. */
  readonly links?: { readonly case?: string; readonly response?: string }
}

/** Complaints first (promise 2). @public */
export type Lane = 'urgent' | 'normal'

/** Question and choice texts, resolved to one language. @public */
export interface DeliveryTexts {
  readonly surveyId: SurveyId
  readonly title: string
  /** In the order of the survey. */
  readonly questions: readonly DeliveryQuestion[]
}

/** One question in words. @public */
export interface DeliveryQuestion {
  readonly id: QuestionId
  readonly kind: QuestionKind
  readonly text: string
  /** Choice, row, column or scale point id → words. */
  readonly labels?: Readonly<Record<string, string>>
}

/** What a destination needs to know of a case. @public */
export interface CaseFacts {
  readonly id: string
  readonly receiptCode: string
  readonly state: string
  readonly severity: 'critical' | 'high' | 'normal'
  readonly category?: string
  readonly openedAt: EpochMs
  readonly dueAt?: EpochMs
  readonly summary?: string
}
