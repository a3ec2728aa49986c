import { init } from '@sentry/browser'
import { buildFeedbackIntegration } from '@sentry/feedback'

// The documented lazy form loads two files from Sentry's own host; here they are two files of ours, built alone.
const files = {
  feedbackModalIntegration: '/sentry-lazy-modal.js',
  feedbackScreenshotIntegration: '/sentry-lazy-screenshot.js',
}
const feedback = buildFeedbackIntegration({
  lazyLoadIntegration: (async (name: keyof typeof files) =>
    (await import(/* @vite-ignore */ files[name]))[name]) as never,
})({ autoInject: false, showBranding: false })
init({ dsn: 'https://key@127.0.0.1/1', integrations: [feedback], defaultIntegrations: false })
Object.assign(window, {
  benchOpen: async () => {
    const form = await feedback.createForm()
    form.appendToDom()
    form.open()
  },
})
