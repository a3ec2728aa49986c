import { createGithubIssuesAdapter } from '@frankly/adapters/github-issues'
import { DELIVERY_TYPES, type FakeRequest } from '@frankly/adapters/testing'
import { type Demand, type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'github_pat_secret123'
const PATH = '/repos/shop/feedback/issues'

const bodyOf = (raw: string): { body: string } => JSON.parse(raw.split('\n').slice(2).join('\n'))

function welcome({ headers }: FakeRequest): Demand[] {
  return [
    [headers['authorization'] === `Bearer ${TOKEN}`, 401, 'Bad credentials'],
    [headers['user-agent'], 403, 'Request forbidden by administrative rules: no User-Agent'],
    // This stands on a host of its own, as an Enterprise server does: those do not know the cloud's newest version.
    [['2022-11-28', undefined].includes(headers['x-github-api-version']), 400, 'API version not supported'],
    [headers['accept'] === 'application/vnd.github+json', 415, 'Unsupported Accept'],
  ]
}

/** GitHub's issues. */
export const githubIssues: DestinationCase = httpCase(
  'github-issues',
  {
    check: (request) => {
      const text = String((request.json as { body?: unknown } | undefined)?.body).replace(/<!-- frankly: \S+ -->$/, '')
      return firstBroken([
        ...welcome(request),
        ...jsonDemands(request, PATH, 'github-issues'),
        [
          !/(?<!\\)[<[]|(?<![A-Za-z0-9])@\w/.test(text.replace(/^\[.+\]\(https?:\S+\)$/gm, '')),
          422,
          'a mention, a tag or a link came to life',
        ],
      ])
    },
    aside: (request, stored) => {
      if (request.method !== 'GET') return undefined
      const broken = firstBroken([
        ...welcome(request),
        [request.path === PATH, 404, 'Not Found'],
        [request.query.get('state') === 'all' && request.query.get('per_page') === '100', 422, 'Validation Failed'],
      ])
      return broken ?? { status: 200, body: stored.map(({ raw }) => bodyOf(raw)) }
    },
    ok: () => ({ status: 201, body: { number: 1, state: 'open' } }),
    key: ({ json }) => /<!-- frankly: (\S+) -->$/.exec((json as { body: string }).body)?.[1],
    // The primary limit, as GitHub tells it.
    busy: (seconds) => ({
      status: 403,
      headers: {
        date: 'Sat, 21 Nov 2026 12:00:00 GMT',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 12) / 1000 + seconds),
      },
      body: { message: 'API rate limit exceeded' },
    }),
    refuse: { status: 410, body: { message: `Issues are disabled for this repo, ${TOKEN}` } },
  },
  (url, timeoutMs) =>
    createGithubIssuesAdapter({
      repository: 'shop/feedback',
      token: TOKEN,
      labels: ['feedback'],
      host: url,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  {
    type: 'case.opened',
    refusal: 'http_410',
    secrets: [TOKEN],
    without: { 'own word': 'its word is the status' },
  },
)
