import type { AnswerValue } from './answer.ts'
import type { EpochMs, Locale, QuestionId, ResponseId, SurveyId } from './ids.ts'
import type { Severity } from './question.ts'
import type { TouchpointId } from './touchpoint.ts'

/** How far a response came. @public */
export type ResponseStatus = 'started' | 'partial' | 'completed' | 'dismissed'

/** By which way it was given. @public */
export type ResponseMode = 'web' | 'link' | 'qr' | 'kiosk' | 'phone' | 'observer' | 'mystery' | 'import'

/** Every {@link ResponseMode}. @public */
export const RESPONSE_MODES: Readonly<Record<ResponseMode, true>> = {
  web: true,
  link: true,
  qr: true,
  kiosk: true,
  phone: true,
  observer: true,
  mystery: true,
  import: true,
}

/**
 * One person's pass through a survey: a whole-state revision. Each save is revision 1, 2, 3 … with
 * everything known so far; a higher revision replaces a lower one, so that none depends on another.
 * @public
 */
export interface Response {
  /** UUIDv7, made by the client; the same over all revisions. */
  readonly id: ResponseId
  /** 1, 2, 3 …: a higher one replaces a lower one. */
  readonly revision: number
  /**
   * Who wrote this revision: 8 random characters, made once for each page load or client. Says nothing of the person. Two
   * pages that write one response are told apart by it, so that neither takes the other's words for its own.
   */
  readonly writer?: string
  /** The earlier response that this one goes on with, when it could not be a revision of it. */
  readonly continues?: ResponseId
  /** The survey that was answered. */
  readonly surveyId: SurveyId
  /** The version of the survey that the customer saw. */
  readonly surveyVersion: number
  /** How far it came. */
  readonly status: ResponseStatus
  /** By which way it was given. */
  readonly mode: ResponseMode
  /**
   * Frankly's own form was before the customer: set by the widget. Absent for an interface of one's own, a script or an
   * import, where the time between two answers says nothing about who gave them.
   */
  readonly drawn?: true
  /** A trial answer: kept apart from reports. */
  readonly test: boolean
  /** Language in which it was answered, BCP 47. */
  readonly locale: Locale
  /** Where it was given. */
  readonly touchpoint: TouchpointId
  /** By question id; skipped questions are absent. */
  readonly answers: Readonly<Record<QuestionId, AnswerValue>>
  /** Present when the customer complained: travels in the urgent lane. */
  readonly complaint?: { readonly severity: Severity }
  /** Facts about the order, the page and the device. */
  readonly context: ResponseContext
  /** Who answered, when the shop knows them. */
  readonly subject?: SubjectRef
  /** What was agreed to or refused. Empty: nothing was asked. */
  readonly consents: readonly ConsentRecord[]
  /** When it was given. */
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
  /** The order that it is about. */
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
  /** The shop's own number of the order. */
  readonly orderId: string
  /** Sum of the order, in `currency`. */
  readonly value?: number
  /** ISO 4217. */
  readonly currency?: string
  /** Lines of the order. Left out unless the project records them. */
  readonly items?: readonly OrderItem[]
  /** Code that was redeemed. Left out unless the project records it. */
  readonly coupon?: string
  /** The customer's first order. */
  readonly firstOrder?: boolean
  /** How it is delivered, in the shop's words. */
  readonly deliveryMethod?: string
  /** By the shop's server, from `signOrder` of `@frankly/core/node`: what is signed counts across devices. Not stored. */
  readonly signature?: string
}

/** One line of an order. @public */
export interface OrderItem {
  /** The shop's own number of the article. */
  readonly id?: string
  /** Name of the article. */
  readonly name: string
  /** Price of one, in the currency of the order. */
  readonly price?: number
  /** How many. Default 1. */
  readonly quantity?: number
  /** The shop's own word for its kind. */
  readonly category?: string
}

/** A person known to the shop. @public */
export interface SubjectRef {
  /** The shop's own id; hash it if it is an address. */
  readonly id: string
  /** Facts for targeting and reports, by name: at most 50. */
  readonly traits?: Readonly<Record<string, string | number | boolean>>
  /** By the shop's server, from `signSubject` of `@frankly/core/node`. Not stored. */
  readonly signature?: string
}

/** Who agreed to what, when, in which words. @public */
export interface ConsentRecord {
  /** What it was about, for example `contact`. */
  readonly purpose: string
  /** Agreed to; else refused. */
  readonly granted: boolean
  /** Version of the text that was shown. */
  readonly textVersion: string
  /** When, by the client's clock. */
  readonly at: EpochMs
}

/** Times, all by the client's clock. @public */
export interface ResponseTimings {
  /** The first question was shown. */
  readonly startedAt: EpochMs
  /** The latest change. */
  readonly updatedAt: EpochMs
  /** The customer came to the end. Absent before. */
  readonly completedAt?: EpochMs
  /** Milliseconds that each question was before the customer. */
  readonly questionMs?: Readonly<Record<QuestionId, number>>
}
