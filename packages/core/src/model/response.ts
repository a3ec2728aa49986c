import type { AnswerValue } from './answer.ts'
import type { EpochMs, Locale, QuestionId, ResponseId, SurveyId } from './ids.ts'
import type { Severity } from './question.ts'
import type { TouchpointId } from './touchpoint.ts'

/** How far a response came. @public */
export type ResponseStatus = 'started' | 'partial' | 'completed' | 'dismissed'

/** By which way it was given. @public */
export type ResponseMode = 'web' | 'link' | 'qr' | 'kiosk' | 'phone' | 'observer' | 'import'

/**
 * One person's pass through a survey: a whole-state revision. Each save is revision 1, 2, 3 … with
 * everything known so far; a higher revision replaces a lower one, so that none depends on another.
 * @public
 */
export interface Response {
  readonly id: ResponseId
  readonly revision: number
  /**
   * Who wrote this revision: 8 random characters, made once for each page load or client. Says nothing of the person. Two
   * pages that write one response are told apart by it, so that neither takes the other's words for its own.
   */
  readonly writer?: string
  /** The earlier response that this one goes on with, when it could not be a revision of it. */
  readonly continues?: ResponseId
  readonly surveyId: SurveyId
  readonly surveyVersion: number
  readonly status: ResponseStatus
  readonly mode: ResponseMode
  /**
   * Frankly's own form was before the customer: set by the widget. Absent for an interface of one's own, a script or an
   * import, where the time between two answers says nothing about who gave them.
   */
  readonly drawn?: true
  /** A trial answer: kept apart from reports. */
  readonly test: boolean
  readonly locale: Locale
  readonly touchpoint: TouchpointId
  /** By question id; skipped questions are absent. */
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  /** Present when the customer complained: travels in the urgent lane. */
  readonly complaint?: { readonly severity: Severity }
  readonly context: ResponseContext
  readonly subject?: SubjectRef
  readonly consents: readonly ConsentRecord[]
  readonly timings: ResponseTimings
  /** Calculated variables and scores. */
  readonly variables?: Readonly<Record<string, number | string>>
  /** Receipt code given to the customer on a complaint: made by the client, see `wire/receipt`. */
  readonly receiptCode?: string
}

/** Allow-listed facts about the context. Anything else is dropped and named in a dev warning. @public */
export interface ResponseContext {
  /** Path without query and fragment. */
  readonly path?: string
  readonly order?: OrderContext
  /** `phone | tablet | desktop`. */
  readonly device?: 'phone' | 'tablet' | 'desktop'
  /** Minutes east of UTC. */
  readonly utcOffsetMinutes?: number
  /** Short tags set by the shop: at most 20, 64 characters each. */
  readonly tags?: Readonly<Record<string, string>>
}

/** The order, as the shop told it. @public */
export interface OrderContext {
  readonly orderId: string
  readonly value?: number
  /** ISO 4217. */
  readonly currency?: string
  readonly items?: readonly OrderItem[]
  readonly coupon?: string
  readonly firstOrder?: boolean
  readonly deliveryMethod?: string
  /** By the shop's server, from `signOrder` of `@frankly/core/node`: what is signed counts across devices. Not stored. */
  readonly signature?: string
}

/** One line of an order. @public */
export interface OrderItem {
  readonly id?: string
  readonly name: string
  readonly price?: number
  readonly quantity?: number
  readonly category?: string
}

/** A person known to the shop. @public */
export interface SubjectRef {
  /** The shop's own id; hash it if it is an address. */
  readonly id: string
  readonly traits?: Readonly<Record<string, string | number | boolean>>
  /** By the shop's server, from `signSubject` of `@frankly/core/node`. Not stored. */
  readonly signature?: string
}

/** Who agreed to what, when, in which words. @public */
export interface ConsentRecord {
  readonly purpose: string
  readonly granted: boolean
  readonly textVersion: string
  readonly at: EpochMs
}

/** Times, all by the client's clock. @public */
export interface ResponseTimings {
  readonly startedAt: EpochMs
  readonly updatedAt: EpochMs
  readonly completedAt?: EpochMs
  /** Milliseconds that each question was before the customer. */
  readonly questionMs?: Readonly<Record<QuestionId, number>>
}
