import { createLinearAdapter } from '@frankly/adapters/linear'
import { DELIVERY_TYPES, type FakeRequest } from '@frankly/adapters/testing'
import { type Demand, type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'lin_api_secret123'
const TEAM = '9cfb482a-81e3-4154-b5b9-2c805e70a02d'

type Asked = { readonly query?: string; readonly variables?: { readonly id?: string; readonly input?: { id: string } } }
const asked = ({ json }: FakeRequest): Asked => (json ?? {}) as Asked
const idOf = (raw: string): string | undefined =>
  (JSON.parse(raw.split('\n').slice(2).join('\n')) as Asked).variables?.input?.id

function welcome(request: FakeRequest): Demand[] {
  return [[request.headers['authorization'] === TOKEN, 401, { errors: [{ message: 'Authentication required' }] }]]
}

const failed = (code: string) => ({ errors: [{ message: `no, said to ${TOKEN}`, extensions: { code } }] })

/** Linear's GraphQL API. */
export const linear: DestinationCase = httpCase(
  'linear',
  {
    check: (request) => firstBroken([...jsonDemands(request, '/graphql', 'linear'), ...welcome(request)]),
    aside: (request, stored) => {
      const { query, variables } = asked(request)
      if (!query?.startsWith('query')) return undefined
      const found = stored.some(({ raw }) => idOf(raw) === variables?.id)
      const broken = firstBroken([...jsonDemands(request, '/graphql', 'linear-find'), ...welcome(request)])
      return broken ?? { status: 200, body: { data: { issues: { nodes: found ? [{ id: variables?.id }] : [] } } } }
    },
    ok: (request) => ({
      status: 200,
      body: {
        data: { issueCreate: { success: true, issue: { id: asked(request).variables?.input?.id, identifier: 'S-1' } } },
      },
    }),
    key: (request) => asked(request).variables?.input?.id,
    busy: (seconds) => ({
      status: 400,
      headers: {
        date: 'Sat, 21 Nov 2026 12:00:00 GMT',
        'x-ratelimit-requests-remaining': '0',
        'x-ratelimit-requests-reset': String(Date.UTC(2026, 10, 21, 12) + seconds * 1000),
        'x-ratelimit-complexity-remaining': '249000',
        'x-ratelimit-complexity-reset': String(Date.UTC(2026, 10, 21, 13)),
      },
      body: failed('RATELIMITED'),
    }),
    down: { status: 500, body: failed('INTERNAL_SERVER_ERROR') },
    refuse: { status: 200, body: { data: null, ...failed('INPUT_ERROR') } },
    word: { status: 200, body: { data: { issueCreate: { success: false } } } },
  },
  (url, timeoutMs) =>
    createLinearAdapter({
      token: TOKEN,
      teamId: TEAM,
      url: `${url}/graphql`,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'input_error', word: 'retry', secrets: [TOKEN] },
)
