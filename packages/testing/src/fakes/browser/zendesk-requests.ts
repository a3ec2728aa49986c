import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { createZendeskRequestsAdapter } from '@frankly/adapters/zendesk-requests'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

/** Zendesk's requests of end users. */
export const zendeskRequests: DestinationCase = httpCase(
  'zendesk-requests',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/api/v2/requests.json', 'zendesk-requests'),
        [!request.headers['authorization'], 401, 'an anonymous request has no key'],
      ]),
    ok: () => ({
      status: 201,
      headers: { location: '/api/v2/requests/1.json' },
      body: { request: { id: 1, status: 'new' } },
    }),
    refuse: { status: 422, body: { error: 'RecordInvalid', description: 'Record validation errors', details: {} } },
  },
  (url, timeoutMs) => createZendeskRequestsAdapter({ subdomain: url, only: 'all', on: DELIVERY_TYPES, timeoutMs }),
  { refusal: 'http_422', repeats: 'twice', without: { 'own word': 'its only success is 201' } },
)
