import { createHttpAdapter } from '@frankly/adapters/http'
import type { FakeDestination, FakeRequest } from '@frankly/adapters/testing'
import { createWebhookAdapter } from '@frankly/adapters/webhook'
import { Webhook } from 'standardwebhooks'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const idOf = (request: FakeRequest): string | undefined => (request.json as { id?: string } | undefined)?.id
const plain: Omit<FakeDestination, 'check'> = { ok: () => ({ status: 202 }), key: idOf }

/** Any endpoint, JSON with an idempotency key. */
export const http: DestinationCase = httpCase(
  'http',
  {
    ...plain,
    key: (request) => request.headers['idempotency-key'],
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/feedback', 'event'),
        [request.headers['idempotency-key'] === idOf(request), 400, 'idempotency-key is not the id'],
        [request.headers['authorization'] === 'Bearer sesame-open', 401, 'who are you?'],
      ]),
    refuse: { status: 401, body: { message: 'not "Bearer sesame-open"' } },
    word: { status: 200, body: { accepted: false } },
  },
  (url, timeoutMs) =>
    createHttpAdapter({
      url: `${url}/feedback`,
      headers: { authorization: 'Bearer sesame-open' },
      timeoutMs,
      outcome: (reply) =>
        (reply.json as { accepted?: boolean } | undefined)?.accepted === false
          ? { status: 'rejected', code: 'not_accepted', detail: '' }
          : undefined,
    }),
  { word: 'rejected', refusal: 'http_401', secrets: ['sesame-open'] },
)

/** Any endpoint, as a simple request of a browser. */
export const httpSimple: DestinationCase = httpCase(
  'http (simple)',
  {
    ...plain,
    check: (request) => firstBroken(jsonDemands(request, '/feedback', 'event', 'text/plain')),
  },
  (url, timeoutMs) => createHttpAdapter({ url: `${url}/feedback`, encoding: 'simple', timeoutMs }),
  { refusal: 'http_400', without: { 'own word': 'set by the option `outcome`' } },
)

const SECRET = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`

/** A receiver that verifies with the official library of Standard Webhooks. */
export const webhook: DestinationCase = httpCase(
  'webhook',
  {
    ...plain,
    key: (request) => request.headers['webhook-id'],
    check: (request) => {
      let verified = true
      try {
        new Webhook(SECRET).verify(request.body, { ...request.headers })
      } catch {
        verified = false
      }
      return firstBroken([...jsonDemands(request, '/hook', 'event'), [verified, 401, 'signature does not verify']])
    },
    refuse: { status: 410 },
  },
  (url, timeoutMs) => createWebhookAdapter({ url: `${url}/hook`, secrets: [SECRET], timeoutMs }),
  { refusal: 'http_410', secrets: [SECRET], without: { 'own word': 'the standard has only statuses' } },
)
