export { feedbackModalIntegration } from '@sentry/feedback'
