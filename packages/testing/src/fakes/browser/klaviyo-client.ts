import { createKlaviyoClientAdapter } from '@frankly/adapters/klaviyo-client'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

/** Klaviyo's client events. */
export const klaviyoClient: DestinationCase = httpCase(
  'klaviyo-client',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/client/events', 'klaviyo-client'),
        [/^\d{4}-\d\d-\d\d$/.test(request.headers['revision'] ?? ''), 400, 'no revision'],
        [request.query.get('company_id') === 'AbC123', 401, 'unknown company'],
        [!request.headers['authorization'], 400, 'a private key has no place here'],
        [request.body.length < 5_000_000, 413, 'too large'],
      ]),
    ok: () => ({ status: 202 }),
    key: (request) => (request.json as { data: { attributes: { unique_id?: string } } }).data.attributes.unique_id,
    refuse: {
      status: 400,
      body: { errors: [{ id: '1', status: 400, code: 'invalid', title: 'Invalid input.', detail: 'x' }] },
    },
  },
  (url, timeoutMs) =>
    createKlaviyoClientAdapter({
      companyId: 'AbC123',
      host: url,
      consent: () => true,
      subject: true,
      timeoutMs,
    }),
  { refusal: 'invalid', without: { 'own word': 'its only success is 202 without a body' } },
)
