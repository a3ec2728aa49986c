import type { EpochMs, ResponseId, SurveyId } from '../model/ids.ts'
import type { Response } from '../model/response.ts'
import type { Logger } from '../platform/platform.ts'
import type { SubmitResult } from '../queue/types.ts'
import type { Evidence, SuppressReason } from '../targeting/reasons.ts'
import type { Receipt } from '../wire/receipt.ts'
import type { RunHandle } from './run-handle.ts'

/** Which pass through which survey. @public */
export interface RunRef {
  readonly surveyId: SurveyId
  readonly responseId: ResponseId
}

/** What a client tells, by name. @public */
export interface FeedbackEvents {
  /** The surveys are known; commands given before have waited for this. */
  readonly ready: { readonly surveys: readonly SurveyId[] }
  /** A run began; whoever shows things to people shows `run`. */
  readonly 'survey.shown': RunRef & { readonly run: RunHandle }
  readonly 'survey.dismissed': RunRef & { readonly answered: boolean }
  /** A revision is as safe as `durable` says. */
  readonly 'answer.saved': RunRef & { readonly revision: number; readonly durable: SubmitResult['durable'] }
  readonly 'response.completed': { readonly response: Response; readonly durable: SubmitResult['durable'] }
  /** The destination has the complaint. */
  readonly 'complaint.sent': RunRef & { readonly receiptCode: string; readonly receipt?: Receipt }
  /** Kept on this device, will be sent. `reason`: what stands in the way, as far as known. */
  readonly 'delivery.queued': DeliveryNews & { readonly reason?: string }
  readonly 'delivery.sent': DeliveryNews & { readonly receipt?: Receipt }
  /** Not kept, or refused for good; `reason` says why. */
  readonly 'delivery.failed': DeliveryNews & { readonly reason: string }
  readonly suppressed: {
    readonly surveyId: SurveyId
    readonly reason: SuppressReason
    readonly evidence: Evidence
    readonly at: EpochMs
  }
}

/** One delivery on its way. @public */
export interface DeliveryNews {
  readonly id: string
  readonly responseId?: ResponseId
  readonly revision?: number
}

/** Names of the events. @public */
export type FeedbackEventName = keyof FeedbackEvents

/** A listener. @public */
export type Listener<Name extends FeedbackEventName> = (event: FeedbackEvents[Name]) => void

/** @internal */
export interface Emitter {
  on<Name extends FeedbackEventName>(name: Name, listener: Listener<Name>): () => void
  off<Name extends FeedbackEventName>(name: Name, listener?: Listener<Name>): void
  emit<Name extends FeedbackEventName>(name: Name, event: FeedbackEvents[Name]): void
  clear(): void
}

/** A listener that throws is reported and harms nobody else. @internal */
export function createEmitter(log: Logger): Emitter {
  const listeners = new Map<FeedbackEventName, Set<(event: never) => void>>()
  const off: Emitter['off'] = (name, listener) => {
    if (listener) listeners.get(name)?.delete(listener)
    else listeners.delete(name)
  }
  return {
    on(name, listener) {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      return () => off(name, listener)
    },
    off,
    emit(name, event) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(event as never)
        } catch (error) {
          log.warn(`a listener of "${name}" threw`, error)
        }
      }
    },
    clear: () => listeners.clear(),
  }
}
