/**
 * Surveys, targeting, saving and sending without a user interface: what an app needs. What a program needs that goes
 * deeper stands under sub-paths: `model`, `clean`, `check`, `schema`, `engine`, `words`, `targeting`, `queue`,
 * `transport`, `wire`, `platform`, `client`, `browser`, `node`.
 * @packageDocumentation
 */

export { type CheckedSurvey, checkSurvey } from './check/check-survey.ts'
export { defineSurvey, type SurveyDefinition } from './check/define-survey.ts'
export type * from './client/client.ts'
export type { ConsentChange, ConsentState, FeedbackConsent } from './client/consent.ts'
export type { FeedbackContext } from './client/context.ts'
export { createClient } from './client/create-client.ts'
export type { DeliveryState } from './client/delivery-state.ts'
export { DOOR_SURVEY, DOOR_SURVEY_ID, type DoorWords, doorSurvey } from './client/door-survey.ts'
export type { DeliveryNews, FeedbackEventName, FeedbackEvents, Listener, RunRef } from './client/events.ts'
export type { Finish, RunHandle } from './client/handle.ts'
export type { ClientOptions, ContactHistory, ContactHistoryQuery } from './client/options.ts'
export type { ShowRefusal } from './client/show-refusal.ts'
export type * from './engine/view.ts'
export type * from './model/answer.ts'
export { COMPLAINT_CATEGORIES, PRAISE_KINDS, REMEDIES, REPLY_CHANNELS } from './model/complaint.ts'
export { FeedbackError, type FeedbackErrorCode, type FeedbackErrorData, type Issue, issueText } from './model/errors.ts'
export type * from './model/ids.ts'
export { type LocalizedText, textFor } from './model/localized.ts'
export type {
  AttachmentQuestion,
  Choice,
  ChoiceQuestion,
  ComplaintBlock,
  ComplaintCategory,
  Condition,
  ConsentQuestion,
  ContactQuestion,
  MatrixQuestion,
  PraiseBlock,
  PraiseKind,
  Question,
  QuestionKind,
  RankingQuestion,
  RatingQuestion,
  RatingScale,
  Remedy,
  ReplyChannel,
  ReviewLinkBlock,
  RewardBlock,
  ScaleQuestion,
  SplitQuestion,
  StatementBlock,
  TextQuestion,
} from './model/question.ts'
export type { OrderContext, OrderItem, Response, ResponseContext, SubjectRef } from './model/response.ts'
export { plainText, type RichBlock, type RichWords, richText } from './model/rich-text.ts'
export type { Page, Survey } from './model/survey.ts'
export type { Targeting, Trigger } from './model/targeting.ts'
export type { TouchpointId } from './model/touchpoint.ts'
export type { Logger, Platform } from './platform/platform.ts'
export type { StorageMode } from './platform/storage-mode.ts'
export type { QueueStatus, SubmitResult } from './queue/types.ts'
export type { Explanation } from './targeting/explain.ts'
export type { GovernorPolicy, QuietHours } from './targeting/policy.ts'
export type { Decision, Evidence, SuppressReason } from './targeting/reasons.ts'
export type { Properties, TriggerEvent } from './targeting/visit.ts'
export type { SendOutcome, Transport } from './transport/transport.ts'
export type { ProjectConfig } from './wire/config.ts'
export type { Delivery } from './wire/delivery.ts'
export type { Receipt } from './wire/receipt.ts'
