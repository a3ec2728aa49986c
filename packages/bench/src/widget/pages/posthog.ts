import posthog from 'posthog-js'

posthog.init('phc_bench', {
  api_host: location.origin,
  ui_host: location.origin,
  persistence: 'memory',
  autocapture: false,
  capture_pageview: false,
  disable_session_recording: true,
})
Object.assign(window, {
  benchOpen: () =>
    posthog.displaySurvey('bench', { displayType: 'popover', ignoreConditions: true, ignoreDelay: true } as never),
})
