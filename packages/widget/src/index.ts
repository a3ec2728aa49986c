/**
 * The Frankly feedback widget for bundlers. Shops without one use the script tag.
 * @packageDocumentation
 */
export type { Prefill } from './app/commands.ts'
export type { ShownResult, ShowOptions, ShowResult } from './app/core.ts'
export { createFeedback } from './embed.ts'
export type { DeliveryDetail, EventDetails, EventListener, EventName, PassRef } from './event-details.ts'
export type { Feedback, FeedbackStatus, PageContext } from './feedback.ts'
export type { AskingMode, Consent, StorageMode } from './loader/settings.ts'
export type { FeedbackOptions } from './options.ts'
export type { Placement } from './state/ui-context.ts'
export { STUB } from './stub.ts'
