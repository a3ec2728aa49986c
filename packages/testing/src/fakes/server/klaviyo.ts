import { createKlaviyoAdapter } from '@frankly/adapters/klaviyo'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const KEY = 'pk_0123456789abcdef'

/** Klaviyo's events, with the private key. Their shape is that of client events. */
export const klaviyo: DestinationCase = httpCase(
  'klaviyo',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/api/events', 'klaviyo-client'),
        [/^\d{4}-\d\d-\d\d$/.test(request.headers['revision'] ?? ''), 400, 'no revision'],
        [request.headers['authorization'] === `Klaviyo-API-Key ${KEY}`, 401, 'who are you?'],
        [!request.query.has('company_id'), 400, 'that is the client’s way'],
        [request.body.length < 5_000_000, 413, 'too large'],
      ]),
    ok: () => ({ status: 202 }),
    key: (request) => (request.json as { data: { attributes: { unique_id?: string } } }).data.attributes.unique_id,
    refuse: {
      status: 400,
      body: { errors: [{ id: '1', status: 400, code: 'invalid', title: 'Invalid input.', detail: KEY }] },
    },
  },
  (url, timeoutMs) =>
    createKlaviyoAdapter({
      apiKey: KEY,
      host: url,
      consent: () => true,
      text: true,
      subject: true,
      timeoutMs,
    }),
  { refusal: 'invalid', secrets: [KEY], without: { 'own word': 'its only success is 202 without a body' } },
)
