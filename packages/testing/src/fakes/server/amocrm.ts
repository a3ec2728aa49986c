import { createAmocrmAdapter } from '@frankly/adapters/amocrm'
import { DELIVERY_TYPES } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.example'
const problem = (status: number, title: string): object => ({
  status,
  title,
  type: 'https://httpstatus.es',
  detail: '',
})

/** amoCRM's incoming leads. */
export const amocrm: DestinationCase = httpCase(
  'amocrm',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/api/v4/leads/unsorted/forms', 'amocrm'),
        [request.headers['authorization'] === `Bearer ${TOKEN}`, 401, problem(401, 'Unauthorized')],
      ]),
    ok: () => ({ status: 200, body: { _total_items: 1, _embedded: { unsorted: [{ uid: 'd18b', request_id: '0' }] } } }),
    refuse: {
      status: 400,
      body: {
        ...problem(400, 'Bad Request'),
        'validation-errors': [
          { request_id: '0', errors: [{ code: 'NotSupportedChoice', path: 'pipeline_id', detail: TOKEN }] },
        ],
      },
    },
    word: { status: 200, body: { _embedded: { unsorted: [] } } },
  },
  (url, timeoutMs) =>
    createAmocrmAdapter({
      subdomain: url,
      token: TOKEN,
      messageFieldId: 505,
      contact: true,
      on: DELIVERY_TYPES,
      timeoutMs,
    }),
  { type: 'case.opened', refusal: 'NotSupportedChoice', word: 'retry', repeats: 'twice', secrets: [TOKEN] },
)
