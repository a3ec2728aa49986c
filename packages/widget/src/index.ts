/**
 * The Frankly feedback widget for bundlers. Shops without one use the script tag.
 * @packageDocumentation
 */
export type {
  ClientStatus,
  ComplaintPrefill,
  ConsentChange,
  FeedbackContext,
  FeedbackEventName,
  FeedbackEvents,
  Listener,
  NotShown,
  Shown,
  ShowResult,
  StorageMode,
} from '@frankly/core'
export type { ShowOptions } from './app/core.ts'
export type { AskingMode } from './contract/settings.ts'
export { createFeedback } from './embed.ts'
export type { Feedback, FeedbackStatus } from './feedback.ts'
export type { FeedbackOptions } from './options.ts'
export type { Placement } from './state/ui-context.ts'
