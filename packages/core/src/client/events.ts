import type { EpochMs, ResponseId, SurveyId } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Logger } from '../platform/platform.ts'
import type { SubmitResult } from '../queue/types.ts'
import type { Evidence } from '../targeting/reasons.ts'
import type { Receipt } from '../wire/receipt.ts'
import type { RunHandle } from './handle.ts'
import type { ShowRefusal } from './show-refusal.ts'

/** Which pass through which survey. @public */
export interface RunRef {
  /** The survey. */
  readonly surveyId: SurveyId
  /** The response that the pass makes. */
  readonly responseId: ResponseId
}

/** What a client tells, by name. @public */
export interface FeedbackEvents {
  /** Commands work and triggers are watched. A listener that is added later is called at once. */
  readonly ready: Readonly<Record<string, never>>
  /** A survey begins; an interface of your own shows `run`. */
  readonly 'survey.shown': RunRef & { readonly run: RunHandle }
  /** It was closed before its end. */
  readonly 'survey.dismissed': RunRef & { readonly answered: boolean }
  /** A revision is as safe as `durable` says: `server`, `disk`, or `weak` (a store that a crash can empty). */
  readonly 'answer.saved': RunRef & { readonly revision: number; readonly durable: SubmitResult['durable'] }
  /** The customer came to the end; after `answer.saved` of the same revision. */
  readonly 'response.completed': RunRef & { readonly response: Response; readonly durable: SubmitResult['durable'] }
  /** The destination has the whole complaint: once for each. */
  readonly 'complaint.sent': RunRef & { readonly receiptCode: string; readonly receipt?: Receipt }
  /** Stored on this device, will be sent. `reason`: why it is not sent yet, if known. */
  readonly 'delivery.queued': DeliveryNews & { readonly reason?: string }
  /** The destination has it. */
  readonly 'delivery.sent': DeliveryNews & { readonly receipt?: Receipt }
  /** Not stored, or refused for good; `reason` says why. */
  readonly 'delivery.failed': DeliveryNews & { readonly reason: string }
  /** Not shown, and why. */
  readonly suppressed: {
    readonly surveyId: SurveyId
    readonly reason: ShowRefusal
    readonly evidence: Evidence
    readonly at: EpochMs
  }
}

/** One delivery on its way. @public */
export interface DeliveryNews {
  /** Id of the delivery, the same over all attempts. */
  readonly id: string
  /** The response that it carries. Absent: it carries none. */
  readonly responseId?: ResponseId
  /** Revision of that response. */
  readonly revision?: number
}

/** Names of the events. @public */
export type FeedbackEventName = keyof FeedbackEvents

/** A listener. @public */
export type Listener<Name extends FeedbackEventName> = (event: FeedbackEvents[Name]) => void

/** Who listens to what. @internal */
export interface Emitter {
  /** Calls back on each event of that name; the returned function ends it. */
  on<Name extends FeedbackEventName>(name: Name, listener: Listener<Name>): () => void
  /** Ends one listener, or all of that name. */
  off<Name extends FeedbackEventName>(name: Name, listener?: Listener<Name>): void
  /** Tells everybody who listens. */
  emit<Name extends FeedbackEventName>(name: Name, event: FeedbackEvents[Name]): void
  /** Does anybody listen to it? */
  hears(name: FeedbackEventName): boolean
  /** Ends all listeners. */
  clear(): void
}

/** All names. @internal */
export const EVENT_NAMES: readonly FeedbackEventName[] = [
  'ready',
  'survey.shown',
  'survey.dismissed',
  'answer.saved',
  'response.completed',
  'complaint.sent',
  'delivery.queued',
  'delivery.sent',
  'delivery.failed',
  'suppressed',
]

/**
 * [V1] A listener that throws is reported and harms nobody else. [V2] `ready` is told to late listeners too. [V3] A name
 * that no event has is warned about.
 * @internal
 */
export function createEmitter(log: Logger): Emitter {
  const listeners = new Map<FeedbackEventName, Set<(event: never) => void>>()
  let isReady = false
  const off: Emitter['off'] = (name, listener) => {
    if (listener) listeners.get(name)?.delete(listener)
    else listeners.delete(name)
  }
  const call = (name: FeedbackEventName, listener: (event: never) => void, event: unknown): void => {
    try {
      listener(event as never)
    } catch (error) {
      log.warn(`a listener of "${name}" threw`, error)
    }
  }
  return {
    on(name, listener) {
      if (!EVENT_NAMES.includes(name)) log.warn(`on("${name}"): no such event; there are ${EVENT_NAMES.join(', ')}`)
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      if (name === 'ready' && isReady) call(name, listener, {})
      return () => off(name, listener)
    },
    off,
    emit(name, event) {
      if (name === 'ready') isReady = true
      for (const listener of [...(listeners.get(name) ?? [])]) call(name, listener, event)
    },
    hears: (name) => (listeners.get(name)?.size ?? 0) > 0,
    clear: () => listeners.clear(),
  }
}
