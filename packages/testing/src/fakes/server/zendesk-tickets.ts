import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { createZendeskTicketsAdapter } from '@frankly/adapters/zendesk-tickets'
import { type DestinationCase, firstBroken, httpCase, jsonDemands, shapeFault } from '../base.ts'

const SECRET = 'client-secret-0123456789'
const TOKEN = 'gErypPlm4dOVgGRvA1ZzMH5MQ3nLo8bo'

/** Zendesk's tickets, with OAuth client credentials. */
export const zendeskTickets: DestinationCase = httpCase(
  'zendesk-tickets',
  {
    aside: ({ method, path, query, headers, json }, stored) => {
      if (path === '/oauth/tokens') {
        const fault = shapeFault('zendesk-token', json)
        const right = (json as { client_secret?: string } | undefined)?.client_secret === SECRET
        if (fault || !right) return { status: 401, body: { error: 'invalid_client', error_description: fault } }
        return { status: 200, body: { access_token: TOKEN, token_type: 'bearer', expires_in: 7200 } }
      }
      if (method !== 'GET' || headers['authorization'] !== `Bearer ${TOKEN}`) return undefined
      const tickets = stored.filter(({ key }) => key === query.get('external_id')).map((_, i) => ({ id: i + 1 }))
      return { status: 200, body: { tickets, count: tickets.length } }
    },
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/api/v2/tickets.json', 'zendesk-tickets'),
        [request.headers['authorization'] === `Bearer ${TOKEN}`, 401, { error: 'invalid_token' }],
        [(request.headers['idempotency-key'] ?? '').length > 10, 400, 'no key for repeats'],
      ]),
    ok: () => ({ status: 201, headers: { location: '/api/v2/tickets/1.json' }, body: { ticket: { id: 1 } } }),
    key: ({ headers }) => headers['idempotency-key'],
    refuse: { status: 422, body: { error: 'RecordInvalid', description: `invalid: ${SECRET}`, details: {} } },
  },
  (url, timeoutMs) =>
    createZendeskTicketsAdapter({
      subdomain: url,
      clientId: 'frankly',
      clientSecret: SECRET,
      contact: true,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  {
    type: 'case.opened',
    refusal: 'RecordInvalid',
    secrets: [SECRET, TOKEN],
    without: { 'own word': 'its only success is 201' },
  },
)
