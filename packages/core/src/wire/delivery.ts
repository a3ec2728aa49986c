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
  /** By question id. */
  readonly answers: Response['answers']
  /** Present when it was a complaint. */
  readonly complaint?: NonNullable<Response['complaint']>
  /** When it arrived. */
  readonly at: EpochMs
}

/** Names of the events. @public */
export type DeliveryType = Delivery['type']

/** Every type of delivery. @public */
export const DELIVERY_TYPES: readonly DeliveryType[] = [
  'answer.saved',
  'response.completed',
  'praise.created',
  'case.opened',
  'case.updated',
  'subject.erased',
]

/** What every event has. @public */
export interface DeliveryOf<Type extends string, Data> {
  /** Constant over all attempts: the idempotency key. For responses `<response id>.<revision>`. */
  readonly id: string
  /** What happened. */
  readonly type: Type
  /** Public key of the project. */
  readonly project: ProjectKey
  /** When it happened, by the clock of who made it. */
  readonly occurredAt: EpochMs
  /** Complaints travel in `urgent`. */
  readonly lane: Lane
  /** 1, 2, 3 … */
  readonly attempt: number
  /** What it is about. */
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
  /** The survey. */
  readonly surveyId: SurveyId
  /** Its title. */
  readonly title: string
  /** In the order of the survey. */
  readonly questions: readonly DeliveryQuestion[]
}

/** One question in words. @public */
export interface DeliveryQuestion {
  /** Id of the question. */
  readonly id: QuestionId
  /** Its kind. */
  readonly kind: QuestionKind
  /** The question. */
  readonly text: string
  /** Choice, row, column or scale point id → words. */
  readonly labels?: Readonly<Record<string, string>>
}

/** What a destination needs to know of a case. @public */
export interface CaseFacts {
  /** Id of the case. */
  readonly id: string
  /** What the customer holds. */
  readonly receiptCode: string
  /** Where it stands, for example `open`. */
  readonly state: string
  /** How bad it is. */
  readonly severity: 'critical' | 'high' | 'normal'
  /** What it is about. Absent: not known. */
  readonly category?: string
  /** When it was opened. */
  readonly openedAt: EpochMs
  /** Until when it is to be answered. Absent: nothing was promised. */
  readonly dueAt?: EpochMs
  /** What happened, in short. */
  readonly summary?: string
}
