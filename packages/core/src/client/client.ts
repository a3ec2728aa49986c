import type { Locale, SurveyId } from '../model/ids.ts'
import type { ComplaintCategory } from '../model/question.ts'
import type { OrderContext, SubjectRef } from '../model/response.ts'
import type { StorageMode } from '../platform/storage-mode.ts'
import type { QueueStatus } from '../queue/types.ts'
import type { Explanation } from '../targeting/explain.ts'
import type { Evidence } from '../targeting/reasons.ts'
import type { Properties, TriggerEvent } from '../targeting/visit.ts'
import type { ConsentChange, ConsentState } from './consent.ts'
import type { FeedbackContext } from './context.ts'
import type { FeedbackEventName, Listener } from './events.ts'
import type { RunHandle } from './handle.ts'
import type { ShowRefusal } from './show-refusal.ts'

/** Whether something is before the customer now, else why not. @public */
export type ShowResult = Shown | NotShown

/** It is before the customer. @public */
export interface Shown {
  /** It is before the customer. */
  readonly shown: true
  /** The pass through the survey. */
  readonly run: RunHandle
  /**
   * Closes this survey only, for example when its part of the page is removed: it does not count as dismissed, answers are
   * stored, and the next `show` of the same survey continues it. May be called twice.
   */
  close(): void
}

/** It is not. @public */
export interface NotShown {
  /** It is not before the customer. */
  readonly shown: false
  /** Why not. */
  readonly reason: ShowRefusal
  /** Facts behind the reason, for a developer. */
  readonly evidence?: Evidence
  /** The survey that it was decided about. Absent: about none. */
  readonly surveyId?: SurveyId
}

/** What is known of a complaint before the customer writes. @public */
export interface ComplaintPrefill {
  /** The words to begin with. */
  readonly text?: string
  /** What it is about. */
  readonly category?: ComplaintCategory
  /** The order that it is about. Default: that of the context. */
  readonly order?: OrderContext
}

/** A moment's view of a client. @public */
export interface ClientStatus {
  /** The surveys are known. */
  readonly isReady: boolean
  /** Answers are trials. */
  readonly test: boolean
  /** How long the device may remember what was asked. */
  readonly storage: StorageMode
  /** What the customer allows now. */
  readonly consent: ConsentState
  /** Language of the customer. */
  readonly locale: Locale
  /** Who is known. Absent: nobody. */
  readonly subject?: SubjectRef
  /** Surveys before the customer now. */
  readonly open: readonly SurveyId[]
  /** What waits to be sent. */
  readonly queue: QueueStatus
}

/**
 * Surveys, targeting, saving and sending behind one face, without a user interface. An interface of your
 * own listens to `survey.shown`, or takes the `run` of a result. Rules: `docs/spec/client.md`. After `destroy()`
 * `show` and `complain` resolve to `{ shown: false, reason: 'destroyed' }`, `start` rejects with FeedbackError
 * `destroyed`, and all else does nothing.
 * @public
 */
export interface Client {
  /**
   * Names the visitor; `undefined`: nobody known. Traits serve targeting and go with answers. What was begun while nobody
   * was known is taken over; what another visitor began is put away and comes back to nobody but them.
   */
  identify(subject: SubjectRef | undefined): void
  /** Adds facts about the context; fields that are not allowed are dropped and named in a warning. */
  context(facts: FeedbackContext): void
  /** Something happened in the shop; a survey that waits for it may begin. */
  track(name: string, properties?: Properties): Promise<ShowResult>
  /** An order was placed: notes it as context, and a survey that waits for a purchase may begin. */
  purchase(order: OrderContext): Promise<ShowResult>
  /**
   * A subtle sign of trouble (a coupon that failed, the returns page opened twice). Counted; the count is the
   * property `count` of an event of this name. It travels with an answer only after consent to analytics.
   */
  signal(name: string): Promise<ShowResult>
  /** What a sensor of the page noticed: a click, scrolling, a new route. */
  notice(event: TriggerEvent): Promise<ShowResult>
  /** Begins this survey if rules and governor allow; `force`: in any case. Never rejects. */
  show(surveyId: SurveyId, how?: { readonly force?: boolean }): Promise<ShowResult>
  /** Opens the frank door: always allowed. Never rejects. */
  complain(prefill?: ComplaintPrefill): Promise<ShowResult>
  /**
   * Begins this survey whatever the rules say, taking up what was begun on an earlier page.
   * @throws FeedbackError `survey-unknown`, `destroyed`
   */
  start(surveyId: SurveyId, context?: FeedbackContext): Promise<RunHandle>
  /** Dismisses what is open. */
  close(): Promise<void>
  /**
   * `withdrawn` erases what is unsent, on every page of this visit, and tells the destination to erase what was sent in
   * this visit, as far as the device may remember (`storage`); with a known subject, all that is theirs.
   */
  consent(change: ConsentChange): Promise<ConsentState>
  /** Changes the language, also of what is open. */
  locale(locale: Locale): void
  /**
   * Calls back on each event of that name, with what {@link FeedbackEvents} says of it.
   * @returns ends it
   */
  on<Name extends FeedbackEventName>(name: Name, listener: Listener<Name>): () => void
  /** Ends one listener, or all of that name. */
  off<Name extends FeedbackEventName>(name: Name, listener?: Listener<Name>): void
  /**
   * Says why surveys would or would not be shown. Nothing is shown or noted.
   * @param when - default: as if asked for by name
   */
  explain(surveyId?: SurveyId, when?: TriggerEvent): Promise<Explanation>
  /** Saves and sends what can be sent now. */
  flush(): Promise<QueueStatus>
  /** What the client knows and does now. */
  status(): Promise<ClientStatus>
  /** The visitor leaves (logs out): forgets who, what and when, drafts included. Unsent answers stay with the queue. */
  reset(): Promise<void>
  /** Saves what is open and ends everything. */
  destroy(): Promise<void>
}
