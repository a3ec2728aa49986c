import { feedbackSyncIntegration, init } from '@sentry/browser'

const feedback = feedbackSyncIntegration({ autoInject: false, showBranding: false })
init({ dsn: `http://key@${location.host}/1`, integrations: [feedback], defaultIntegrations: false })
Object.assign(window, {
  benchOpen: async () => {
    const form = await feedback.createForm()
    form.appendToDom()
    form.open()
  },
})
