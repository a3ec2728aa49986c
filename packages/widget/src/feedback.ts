import type { OrderContext, SubjectRef, TouchpointId } from '@frankly/core'
import type { Prefill } from './app/commands.ts'
import type { ShowOptions, ShowResult } from './app/core.ts'
import type { EventListener, EventName } from './event-details.ts'
import type { Consent } from './loader/settings.ts'

/** What `context` takes. @public */
export interface PageContext {
  readonly touchpoint?: TouchpointId
  /** Short tags that go with each answer. */
  readonly tags?: Readonly<Record<string, string>>
  /** Marks answers as trials; the governor does not count then. */
  readonly test?: boolean
}

/** What `status` resolves to. @public */
export interface FeedbackStatus {
  readonly version: string
  readonly project: string
  readonly locale: string
  readonly consent: Consent
  readonly storage: 'none' | 'session' | 'local'
  readonly test: boolean
  /** Surveys before the customer. */
  readonly open: readonly string[]
  /** Revisions not sent yet. */
  readonly waiting: number
}

/** The commands of the script tag as typed methods. None throws into the page; no promise rejects. @public */
export interface Feedback {
  identify(subject: SubjectRef): void
  context(context: PageContext): void
  track(name: string, properties?: Readonly<Record<string, unknown>>): void
  purchase(order: OrderContext): void
  show(surveyId: string, options?: ShowOptions): Promise<ShowResult>
  complain(prefill?: Prefill): Promise<ShowResult>
  close(): void
  consent(word: Consent): Promise<unknown> | undefined
  locale(locale: string): void
  on<Name extends EventName>(name: Name, listener: EventListener<Name>): void
  off<Name extends EventName>(name: Name, listener: EventListener<Name>): void
  explain(surveyId?: string): Promise<unknown>
  flush(): Promise<void>
  status(): Promise<FeedbackStatus>
  reset(): Promise<void>
  /** Takes everything away: elements, listeners, timers. What waits to be sent stays on the device. */
  destroy(): void
}
