import { createJiraAdapter } from '@frankly/adapters/jira'
import { DELIVERY_TYPES, type FakeRequest } from '@frankly/adapters/testing'
import { type Demand, type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'ATATT-secret-123'
const BASIC = `Basic ${Buffer.from(`desk@shop.example:${TOKEN}`).toString('base64')}`

type Created = { readonly fields: { readonly labels: readonly string[] } }
const markOf = ({ fields }: Created): string | undefined => fields.labels.find((label) => label.startsWith('frankly-'))

function welcome({ headers }: FakeRequest): Demand[] {
  return [[headers['authorization'] === BASIC, 401, { errorMessages: ['Client must be authenticated'] }]]
}

/** Jira Cloud's issues. */
export const jira: DestinationCase = httpCase(
  'jira',
  {
    check: (request) => firstBroken([...jsonDemands(request, '/rest/api/3/issue', 'jira'), ...welcome(request)]),
    aside: (request, stored) => {
      if (request.path !== '/rest/api/3/search/jql') return undefined
      const broken = firstBroken([...jsonDemands(request, request.path, 'jira-search'), ...welcome(request)])
      if (broken) return broken
      const mark = /labels = "([^"]+)"/.exec((request.json as { jql: string }).jql)?.[1]
      const found = stored.some(({ raw }) => markOf(JSON.parse(raw.split('\n').slice(2).join('\n'))) === mark)
      return { status: 200, body: { isLast: true, issues: found ? [{ id: '10001' }] : [] } }
    },
    ok: () => ({ status: 201, body: { id: '10001', key: 'SHOP-1', self: 'https://shop.atlassian.net/…' } }),
    key: ({ json }) => markOf(json as Created),
    refuse: { status: 400, body: { errorMessages: [], errors: { issuetype: `not for ${TOKEN}` } } },
  },
  (url, timeoutMs) =>
    createJiraAdapter({
      site: url,
      email: 'desk@shop.example',
      token: TOKEN,
      project: 'SHOP',
      labels: ['feedback'],
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  {
    type: 'case.opened',
    refusal: 'http_400',
    secrets: [TOKEN, BASIC.slice(6)],
    without: { 'own word': 'its word is the status' },
  },
)
