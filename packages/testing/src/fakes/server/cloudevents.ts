import { createCloudEventsAdapter } from '@frankly/adapters/cloudevents'
import { type DestinationCase, firstBroken, httpCase, jsonDemands } from '../base.ts'

const TOKEN = 'Bearer ce-token-1'

/** A receiver of CloudEvents in structured mode. */
export const cloudevents: DestinationCase = httpCase(
  'cloudevents',
  {
    check: (request) =>
      firstBroken([
        ...jsonDemands(request, '/events', 'cloudevents', 'application/cloudevents+json'),
        [request.headers['authorization'] === TOKEN, 401, 'who are you'],
      ]),
    ok: () => ({ status: 202 }),
    key: ({ json }) => {
      const { source, id } = json as { source: string; id: string }
      return `${source} ${id}`
    },
    refuse: { status: 410, body: { message: `gone, ${TOKEN}` } },
  },
  (url, timeoutMs) => createCloudEventsAdapter({ url: `${url}/events`, headers: { authorization: TOKEN }, timeoutMs }),
  { refusal: 'http_410', secrets: [TOKEN], without: { 'own word': 'any 2xx is a yes' } },
)
