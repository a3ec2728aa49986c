import { createCollectorAdapter } from '@frankly/adapters/collector'
import type { FakeRequest } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands, shapeFault } from '../base.ts'

const BASE = '/v1/projects/pk_demo'
const itemsOf = (request: FakeRequest): { id: string; revision: number }[] =>
  (request.json as { items?: { id: string; revision: number }[] } | undefined)?.items ?? []
const results = (request: FakeRequest, status: string): unknown => ({
  now: Date.now(),
  results: itemsOf(request).map(({ id, revision }) => ({ id, revision, status })),
})

/** Our own collector, as `docs/wire/http.md` describes it. */
export const collector: DestinationCase = httpCase(
  'collector',
  {
    check: (request) =>
      request.path === `${BASE}/erasures`
        ? undefined
        : firstBroken([
            ...jsonDemands(request, `${BASE}/responses`, 'collector', 'text/plain'),
            [!request.headers['authorization'] && !request.headers['cookie'], 400, 'not a simple request'],
            [request.body.length < 400_000, 413, 'too large'],
            [!shapeFault('collector', request.json), 400, 'shape'],
          ]),
    ok: (request) => ({
      status: 200,
      body: request.path === `${BASE}/erasures` ? { erased: 1 } : results(request, 'stored'),
    }),
    key: (request) => itemsOf(request)[0]?.id ?? 'erasure',
    refuse: {
      status: 413,
      body: { type: 'urn:frankly:problem:body_too_large', title: 'Too large', status: 413, code: 'body_too_large' },
    },
    word: { status: 200, body: '<html>captive portal</html>' },
  },
  (url, timeoutMs) => createCollectorAdapter({ host: url, project: 'pk_demo', timeoutMs }),
  { word: 'retry', refusal: 'body_too_large' },
)
