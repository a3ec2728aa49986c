import { createHubspotTicketsAdapter } from '@frankly/adapters/hubspot-tickets'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'pat-eu1-0123456789'
const API = '/crm/objects/2026-09'
const none = { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'resource not found' } }

/** HubSpot's tickets. */
export const hubspotTickets: DestinationCase = httpCase(
  'hubspot-tickets',
  {
    aside: ({ method, path, query, headers }, stored) => {
      if (method !== 'GET' || headers['authorization'] !== `Bearer ${TOKEN}`) return undefined
      if (path === `${API}/contacts/ann%40example.com` && query.get('idProperty') === 'email')
        return { status: 200, body: { id: '701' } }
      if (query.get('idProperty') !== 'frankly_id') return none
      const there = stored.some(({ key }) => path === `${API}/tickets/${key}`)
      return there ? { status: 200, body: { id: '55' } } : none
    },
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, `${API}/tickets`, 'hubspot-tickets'),
        [request.headers['authorization'] === `Bearer ${TOKEN}`, 401, { category: 'INVALID_AUTHENTICATION' }],
      ]),
    ok: () => ({ status: 201, body: { id: '55', properties: {} } }),
    key: ({ json }) => (json as { properties: { frankly_id?: string } }).properties.frankly_id,
    busy: (seconds) => ({
      status: 429,
      headers: { 'x-hubspot-ratelimit-interval-milliseconds': String(seconds * 1000) },
      body: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING', message: 'slow down' },
    }),
    refuse: {
      status: 400,
      body: { status: 'error', category: 'VALIDATION_ERROR', message: `no pipeline for ${TOKEN}`, correlationId: '1' },
    },
  },
  (url, timeoutMs) =>
    createHubspotTicketsAdapter({
      token: TOKEN,
      idProperty: 'frankly_id',
      host: url,
      contact: true,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  {
    type: 'case.opened',
    refusal: 'validation_error',
    secrets: [TOKEN],
    without: { 'own word': 'its only success is 201' },
  },
)
