import { createPosthogAdapter } from '@frankly/adapters/posthog'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

/** PostHog's capture endpoint. */
export const posthog: DestinationCase = httpCase(
  'posthog',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/i/v0/e/', 'posthog'),
        [
          (request.json as { api_key?: string }).api_key === 'phc_test',
          401,
          { type: 'authentication_error', detail: 'key' },
        ],
        [request.body.length < 1_000_000, 413, 'too large'],
      ]),
    ok: () => ({ status: 200, body: { status: 'Ok' } }),
    key: (request) => (request.json as { uuid?: string }).uuid,
    refuse: { status: 401, body: { type: 'authentication_error', code: 'invalid_api_key', detail: 'no such project' } },
    word: { status: 200, body: { status: 'Ok', quota_limited: ['events'] } },
  },
  (url, timeoutMs) =>
    createPosthogAdapter({
      apiKey: 'phc_test',
      host: url,
      consent: () => true,
      text: true,
      subject: true,
      timeoutMs,
    }),
  { word: 'retry', refusal: 'http_401' },
)
