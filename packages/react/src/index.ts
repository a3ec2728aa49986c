/**
 * Thin React wrapper: one provider, hooks, and a survey that stands in the page. Safe to render on a server.
 * @packageDocumentation
 */
export { InlineSurvey, type InlineSurveyProps } from './inline-survey.tsx'
export { FeedbackProvider, type FeedbackProviderProps } from './provider.tsx'
export { useFeedback, useFeedbackEvent } from './use-feedback.ts'
