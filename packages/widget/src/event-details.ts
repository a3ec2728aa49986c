import type { Evidence, Receipt, Response, ResponseId, SuppressReason, SurveyId } from '@frankly/core'

/** Which pass through which survey. @public */
export interface PassRef {
  readonly surveyId: SurveyId
  readonly responseId: ResponseId
}

/** News of a revision on its way. @public */
export interface DeliveryDetail {
  readonly responseId?: ResponseId | undefined
  readonly revision?: number | undefined
  /** What stands in the way, as far as known. */
  readonly reason?: string | undefined
  readonly receipt?: Receipt | undefined
}

/** What a listener hears, by the name of the event. @public */
export interface EventDetails {
  /** The page was looked at; triggers are watched. */
  readonly ready: Readonly<Record<string, never>>
  readonly 'survey.shown': PassRef
  /** The customer closed it before its end. */
  readonly 'survey.dismissed': PassRef
  /** A revision is safe on this device or at the shop. */
  readonly 'answer.saved': PassRef & { readonly revision: number }
  readonly 'response.completed': PassRef & { readonly response: Response }
  /** The shop has the complaint. */
  readonly 'complaint.sent': PassRef & { readonly receipt?: Receipt | undefined }
  /** Kept on this device, will be sent. */
  readonly 'delivery.queued': DeliveryDetail
  readonly 'delivery.sent': DeliveryDetail
  /** Not kept, or refused; `reason` says why. */
  readonly 'delivery.failed': DeliveryDetail
  /** Not shown, and why. */
  readonly suppressed: { readonly surveyId: SurveyId; readonly reason: SuppressReason; readonly evidence: Evidence }
}

/** Names of the events (house 6.1). @public */
export type EventName = keyof EventDetails

/** Hears one event. @public */
export type EventListener<Name extends EventName> = (detail: EventDetails[Name]) => void
