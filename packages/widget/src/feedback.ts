import type {
  Client,
  ClientStatus,
  ComplaintPrefill,
  FeedbackContext,
  OrderContext,
  ShowResult,
  SubjectRef,
} from '@frankly/core'
import type { ShowOptions } from './app/core.ts'

/** What `status` resolves to. @public */
export interface FeedbackStatus extends ClientStatus {
  /** Version of the widget. */
  readonly version: string
  /** Public key of the project. */
  readonly project: string
}

/**
 * The commands of the script tag as typed methods: `Client` of `@frankly/core` with an interface. None throws into the
 * page; no promise rejects. Events, reasons and consents are those of the client.
 * @public
 */
export interface Feedback extends Pick<Client, 'consent' | 'explain' | 'flush' | 'on'> {
  /** Names the person; `undefined`: nobody known. What another person began is put away. */
  identify(subject: SubjectRef | undefined): void
  /** Adds facts about the context: touchpoint, tags, whether it is a trial. */
  context(context: FeedbackContext): void
  /** Something happened in the shop; a survey that waits for it may be shown. */
  track(name: string, properties?: Readonly<Record<string, unknown>>): void
  /** An order was placed; a survey that waits for a purchase may be shown. */
  purchase(order: OrderContext): void
  /** Shows this survey, if rules and frequency policy allow. */
  show(surveyId: string, options?: ShowOptions): Promise<ShowResult>
  /** Opens the frank door: always allowed. */
  complain(prefill?: ComplaintPrefill): Promise<ShowResult>
  /** Closes what floats above the page, as the customer would. */
  close(): void
  /** Changes the language, also of what is open. */
  locale(locale: string): void
  /** Ends what `on` began. */
  off: Client['off']
  /** What the client knows and does now. */
  status(): Promise<FeedbackStatus>
  /** The person leaves (logs out): forgets who, what and when, drafts included. */
  reset(): Promise<void>
  /** Takes everything away: elements, listeners, timers. What waits to be sent stays on the device. */
  destroy(): void
}
