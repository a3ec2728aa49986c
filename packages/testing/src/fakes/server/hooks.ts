import { createMakeAdapter } from '@frankly/adapters/make'
import { createN8nAdapter } from '@frankly/adapters/n8n'
import { DELIVERY_TYPES, type FakeDestination, type FakeRequest } from '@frankly/adapters/testing'
import { createZapierAdapter } from '@frankly/adapters/zapier'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const on = DELIVERY_TYPES

/** What the three have in common: JSON to one address, a limit of size, our id in the body. */
function catcher(
  path: string,
  maxBytes: number,
  headers: Readonly<Record<string, string>> = {},
): Pick<FakeDestination, 'check' | 'key'> {
  return {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, path, 'hooks'),
        [request.body.length <= maxBytes, 413, 'too large'],
        ...Object.entries(headers).map(
          ([name, value]) => [request.headers[name] === value, 403, 'Authorization data is wrong!'] as const,
        ),
      ]),
    key: ({ json }: FakeRequest) => (json as { id: string }).id,
  }
}

const ZAP = '/hooks/catch/123456/abcdef1'

/** Zapier's Catch Hook. */
export const zapier: DestinationCase = httpCase(
  'zapier',
  {
    ...catcher(ZAP, 10_000_000),
    ok: () => ({ status: 200, body: { status: 'success', attempt: '1', id: '1', request_id: '1' } }),
    refuse: { status: 410, body: { message: `the hook ${ZAP} is gone` } },
    word: { status: 200, body: { status: 'error' } },
  },
  (url, timeoutMs) => createZapierAdapter({ url: url + ZAP, on, timeoutMs }),
  { refusal: 'http_410', word: 'retry', secrets: ['abcdef1'] },
)

const MAKE = '/x1y2z3secretsecret'

/** Make's custom webhook. */
export const make: DestinationCase = httpCase(
  'make',
  {
    ...catcher(MAKE, 5_000_000),
    ok: () => ({ status: 200, body: 'Accepted' }),
    refuse: { status: 403, body: `no entry for ${MAKE}` },
    word: { status: 200, body: 'Please log in' },
    down: { status: 400, body: 'Queue is full.' },
  },
  (url, timeoutMs) => createMakeAdapter({ url: url + MAKE, on, timeoutMs }),
  { refusal: 'http_403', word: 'retry', secrets: ['x1y2z3secretsecret'] },
)

const N8N = '/webhook/5a8f-secret-path'
const KEY = 'n8n-header-key'

/** n8n's webhook node with header auth. */
export const n8n: DestinationCase = httpCase(
  'n8n',
  {
    ...catcher(N8N, 16_000_000, { 'x-key': KEY }),
    ok: () => ({ status: 200, body: { message: 'Workflow was started' } }),
    refuse: { status: 403, body: { message: `Authorization data is wrong! ${KEY}` } },
  },
  (url, timeoutMs) => createN8nAdapter({ url: url + N8N, headers: { 'x-key': KEY }, on, timeoutMs }),
  { refusal: 'http_403', secrets: ['5a8f-secret-path', KEY], without: { 'own word': 'any 2xx is a yes' } },
)
