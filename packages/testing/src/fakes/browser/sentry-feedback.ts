import { createSentryFeedbackAdapter } from '@frankly/adapters/sentry-feedback'
import { DELIVERY_TYPES, type FakeRequest } from '@frankly/adapters/testing'
import { type DestinationCase, firstBroken, httpCase, shapeFault } from '../base.ts'

/** The three lines of an envelope with one item. */
function linesOf(request: FakeRequest): readonly Record<string, unknown>[] {
  try {
    return request.body.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  } catch {
    return []
  }
}

/** Sentry's envelope endpoint (Relay). */
export const sentryFeedback: DestinationCase = httpCase(
  'sentry-feedback',
  {
    check: (request) => {
      const [header, item, event, ...more] = linesOf(request)
      const fault = shapeFault('sentry-feedback', event)
      return firstBroken([
        [request.path === '/api/42/envelope/' && request.method === 'POST', 404, 'no such path'],
        [request.query.get('sentry_key') === 'public1', 403, { detail: 'bad sentry DSN public key' }],
        [request.query.get('sentry_version') === '7', 400, { detail: 'version' }],
        [header && item?.['type'] === 'feedback' && !more.length, 400, { detail: 'invalid envelope' }],
        [header?.['event_id'] === event?.['event_id'], 400, { detail: 'event ids differ' }],
        [!fault, 400, { detail: fault }],
        // Relay takes the difference for an error of the sender's clock and shifts the event by it.
        [
          Math.abs(Date.parse(String(header?.['sent_at'])) - Date.now()) < 60_000,
          400,
          { detail: 'sent_at is not now' },
        ],
        [request.body.length < 1_000_000, 413, { detail: 'too large' }],
      ])
    },
    ok: (request) => ({ status: 200, body: { id: linesOf(request)[0]?.['event_id'] } }),
    key: (request) => String(linesOf(request)[0]?.['event_id']),
    busy: (seconds) => ({
      status: 429,
      headers: { 'x-sentry-rate-limits': `1:error:org, ${seconds}:feedback;transaction:key` },
      body: { detail: 'rate limited' },
    }),
    refuse: { status: 403, body: { detail: 'event submission rejected with_reason: ProjectId' } },
  },
  (url, timeoutMs) =>
    createSentryFeedbackAdapter({
      on: DELIVERY_TYPES,
      dsn: `${url.replace('//', '//public1@')}/42`,
      timeoutMs,
    }),
  { refusal: 'http_403', without: { 'own word': 'any 200 is an event' } },
)
