import { createIntercomAdapter } from '@frankly/adapters/intercom'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'dG9rOjAxMjM0NTY3'

/** Intercom's tickets. */
export const intercom: DestinationCase = httpCase(
  'intercom',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/tickets', 'intercom'),
        [request.headers['authorization'] === `Bearer ${TOKEN}`, 401, { errors: [{ code: 'unauthorized' }] }],
        [request.headers['intercom-version'] === '2.14', 400, { errors: [{ code: 'intercom_version_invalid' }] }],
      ]),
    ok: () => ({ status: 200, body: { type: 'ticket', id: '494', ticket_id: '53' } }),
    busy: (seconds) => ({
      status: 429,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds) },
      body: { type: 'error.list', errors: [{ code: 'rate_limit_exceeded', message: 'Exceeded rate limit' }] },
    }),
    refuse: {
      status: 404,
      body: { type: 'error.list', errors: [{ code: 'ticket_type_not_found', message: `none for ${TOKEN}` }] },
    },
    word: { status: 200, body: '<html>Sign in</html>' },
  },
  (url, timeoutMs) =>
    createIntercomAdapter({
      token: TOKEN,
      ticketTypeId: '1234',
      fallbackEmail: 'feedback@shop.example',
      host: url,
      contact: true,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'ticket_type_not_found', word: 'retry', repeats: 'twice', secrets: [TOKEN] },
)
