import { feedbackSyncIntegration, init } from '@sentry/browser'

const feedback = feedbackSyncIntegration({ autoInject: false, showBranding: false })
init({ dsn: 'https://key@127.0.0.1/1', integrations: [feedback], defaultIntegrations: false })
Object.assign(window, {
  benchOpen: async () => {
    const form = await feedback.createForm()
    form.appendToDom()
    form.open()
  },
})
