import posthog from 'posthog-js'

posthog.init('phc_bench', {
  api_host: location.origin,
  ui_host: location.origin,
  persistence: 'memory',
  autocapture: false,
  capture_pageview: false,
  disable_session_recording: true,
  // else it drops what a browser without a window says; the bench says nothing
  opt_out_useragent_filter: location.search !== '',
})
Object.assign(window, {
  benchOpen: () =>
    posthog.onSurveysLoaded(
      () =>
        void posthog.displaySurvey(location.search === '?words' ? 'words' : 'bench', {
          displayType: 'popover',
          ignoreConditions: true,
          ignoreDelay: true,
        } as never),
    ),
})
