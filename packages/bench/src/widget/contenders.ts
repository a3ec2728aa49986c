import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { surveyOf } from './pages/formbricks-survey.ts'
import { type Rival, type Shop, type Site, serveRival } from './site.ts'

/** Somebody's widget on a page, opened by `window.benchOpen()`. */
export interface Contender {
  readonly name: string
  /** Words of the first question or form: painted when they stand on the page. Empty: nothing opens. */
  readonly painted: string
  /** @param shop - the page around it; default: a bare one */
  serve(shop?: Shop): Promise<Site>
}

/** What every form asks that can. */
export const QUESTION = 'How did ordering go?'
/** What they ask behind it, when the page is opened with `?words`. */
export const WORDS = 'What should we fix?'

/** Where a form posts that has no way of its own to a server. */
export const ANSWERS = '/answers'

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
      question: QUESTION,
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

/** The same with an open question behind it. */
const posthogWords = {
  ...posthogSurvey,
  id: 'words',
  name: 'words',
  questions: [...posthogSurvey.questions, { id: 'w', type: 'open', question: WORDS, description: '', optional: true }],
}
const posthogSurveys = [posthogSurvey, posthogWords]

function json(response: ServerResponse, body: unknown): true {
  response
    .writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end(JSON.stringify(body))
  return true
}

function versionOf(name: string): string {
  const file = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url))
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}

function rival(name: string, painted: string, embedded: Rival): Contender {
  return { name, painted, serve: (shop) => serveRival(embedded, shop) }
}

/** Takes what is sent to one path. */
function receiver(at: string): NonNullable<Rival['mock']> {
  return (path, _request, response) => path === at && json(response, {})
}

const sentry = `Sentry feedback ${versionOf('@sentry/feedback')}`

/** What ratios are against. */
export const SENTRY_ONE: Contender = rival(`${sentry}, one bundle`, 'Report a Bug', {
  page: 'sentry',
  mock: receiver('/api/1/envelope/'),
})
/** What the lazy form is against. */
export const SENTRY_LAZY: Contender = rival(`${sentry}, lazy`, 'Report a Bug', {
  page: 'sentry-lazy',
  lazy: ['sentry-lazy-modal', 'sentry-lazy-screenshot'],
})

/** Formbricks' settings of a shop, as they are after signing up. */
const PRODUCT = {
  brandColor: '#64748b',
  placement: 'bottomRight',
  clickOutsideClose: false,
  darkOverlay: false,
  inAppSurveyBranding: false,
  recontactDays: null,
}

/** As its own documents tell to embed it. */
export const POSTHOG: Contender = rival(`PostHog surveys ${versionOf('posthog-js')}`, QUESTION, {
  page: 'posthog',
  mock(path, _request, response) {
    if (path.startsWith('/api/surveys')) return json(response, { surveys: posthogSurveys })
    if (path.endsWith('/config'))
      return json(response, { surveys: posthogSurveys, supportedCompression: [], featureFlags: [] })
    if (path.startsWith('/flags') || path.startsWith('/e') || path.startsWith('/i/'))
      return json(response, { surveys: true, flags: {}, featureFlags: {} })
    return false
  },
})
/** What its SDK draws with. */
export const FORMBRICKS: Contender = rival(
  `Formbricks surveys ${versionOf('@formbricks/surveys')}, its renderer alone`,
  QUESTION,
  { page: 'formbricks', mock: receiver(ANSWERS) },
)
/**
 * As its own documents tell to embed it: its last SDK on npm with the renderer above, which it fetches ahead, as its SDK
 * of today does, and runs on opening.
 */
export const FORMBRICKS_SDK: Contender = rival(`Formbricks ${versionOf('@formbricks/js')}`, QUESTION, {
  page: 'formbricks-sdk',
  fetched: {
    address: /https:\/\/unpkg\.com\/@formbricks\/surveys@[^/]+\/dist\/index\.umd\.js/,
    file: fileURLToPath(new URL('../../node_modules/@formbricks/surveys/dist/index.umd.js', import.meta.url)),
  },
  mock(path, request, response) {
    const [, project, what] = /^\/api\/v1\/client\/(bench|words)\/(.+)$/.exec(path) ?? []
    if (what === 'in-app/sync') {
      const surveys = [surveyOf(project === 'words')]
      return json(response, { data: { surveys, noCodeActionClasses: [], product: PRODUCT } })
    }
    return /^(displays|responses)/.test(what ?? '') && json(response, { data: { id: request.method ?? '' } })
  },
})
/** As its own documents tell to embed it. */
export const SURVEYJS: Contender = rival(`SurveyJS ${versionOf('survey-core')}, eager`, QUESTION, {
  page: 'surveyjs',
  mock: receiver(ANSWERS),
})

/** The rivals. */
export const RIVALS: readonly Contender[] = [SENTRY_ONE, SENTRY_LAZY, POSTHOG, FORMBRICKS, SURVEYJS]
