import type { IncomingMessage, ServerResponse } from 'node:http'

/** Somebody's widget on a page, opened by `window.benchOpen()`. */
export interface Contender {
  readonly name: string
  /** Page script below `pages/`; ours is the script tag itself. */
  readonly page?: string
  /** Files that it loads on opening, built alone. */
  readonly lazy?: readonly string[]
  /** Words of the first question or form: painted when they stand on the page. */
  readonly painted: string
  /** What its server would answer; our mock, for local files only. */
  readonly mock?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean
}

const posthogSurvey = {
  id: 'bench',
  name: 'bench',
  type: 'popover',
  description: '',
  linked_flag_key: null,
  targeting_flag_key: null,
  internal_targeting_flag_key: null,
  questions: [
    {
      id: 'q',
      type: 'rating',
      display: 'number',
      scale: 5,
      question: 'How did ordering go?',
      lowerBoundLabel: 'Very badly',
      upperBoundLabel: 'Very well',
      description: '',
    },
  ],
  appearance: {}, // Kept from showing by itself: it is opened by the call that is timed.
  conditions: { url: 'never.example', urlMatchType: 'icontains' },
  start_date: '2026-01-01T00:00:00Z',
  end_date: null,
  current_iteration: null,
  current_iteration_start_date: null,
  schedule: 'always',
}

function json(response: ServerResponse, body: unknown): true {
  response
    .writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end(JSON.stringify(body))
  return true
}

/** The rivals, each as its own documents tell to embed it. */
export const RIVALS: readonly Contender[] = [
  { name: 'Sentry feedback 11.12, one bundle', page: 'sentry', painted: 'Report a Bug' },
  {
    name: 'Sentry feedback 11.12, lazy',
    page: 'sentry-lazy',
    lazy: ['sentry-lazy-modal', 'sentry-lazy-screenshot'],
    painted: 'Report a Bug',
  },
  {
    name: 'PostHog surveys 1.449.2',
    page: 'posthog',
    painted: 'How did ordering go?',
    mock(path, _request, response) {
      if (path.startsWith('/api/surveys')) return json(response, { surveys: [posthogSurvey] })
      if (path.endsWith('/config'))
        return json(response, { surveys: [posthogSurvey], supportedCompression: [], featureFlags: [] })
      if (path.startsWith('/flags') || path.startsWith('/e') || path.startsWith('/i/'))
        return json(response, { surveys: true, flags: {}, featureFlags: {} })
      return false
    },
  },
  { name: 'Formbricks surveys 1.99.0 (render package only)', page: 'formbricks', painted: 'How did ordering go?' },
  { name: 'SurveyJS 2.5.38, eager', page: 'surveyjs', painted: 'How did ordering go?' },
]
