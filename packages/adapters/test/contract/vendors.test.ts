import { createCloudEventsAdapter } from '@frankly/adapters/cloudevents'
import { createPosthogAdapter } from '@frankly/adapters/posthog'
import { createSegmentAdapter } from '@frankly/adapters/segment'
import { createSentryFeedbackAdapter } from '@frankly/adapters/sentry-feedback'
import { HOSTILE, sampleDelivery } from '@frankly/adapters/testing'
import { createWebhookAdapter } from '@frankly/adapters/webhook'
import validateSegment from '@segment/loosely-validate-event'
import { type EventItem, type FeedbackEvent, parseEnvelope } from '@sentry/core'
import { CloudEvent, HTTP } from 'cloudevents'
import type { EventMessage } from 'posthog-node'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'

const live = new AbortController().signal
const kinds = ['full', 'minimal', 'hostile', 'oversize'] as const

/** What an adapter would put on the wire. */
async function sent(
  make: (fetch: typeof globalThis.fetch) => { send: (...args: never[]) => Promise<unknown> },
  kind: (typeof kinds)[number],
) {
  let caught: Request | undefined
  const adapter = make(async (input, init) => {
    caught = new Request(input, init)
    return new Response('{}')
  })
  await adapter.send(sampleDelivery('response.completed', { kind }) as never, live as never)
  const request = caught!
  return { request, text: await request.clone().text() }
}

describe('held against what the vendors ship', () => {
  it.each(kinds)('standardwebhooks verifies the signature: %s', async (kind) => {
    const secrets = [
      `whsec_${btoa('a new secret of thirty-two bytes')}`,
      `whsec_${btoa('an old secret of thirty-two byte')}`,
    ]
    const { request, text } = await sent(
      (fetch) => createWebhookAdapter({ url: 'https://a.example/h', secrets, fetch }),
      kind,
    )
    const headers = Object.fromEntries(request.headers)
    for (const secret of secrets)
      expect(new Webhook(secret).verify(text, headers)).toMatchObject({ type: 'response.completed' })
    expect(() => new Webhook(secrets[0]!).verify(`${text} `, headers)).toThrow()
  })
  it.each(kinds)('Segment’s own validator takes the event: %s', async (kind) => {
    const { text } = await sent(
      (fetch) => createSegmentAdapter({ writeKey: 'wk', consent: () => true, text: true, fetch }),
      kind,
    )
    const { type, ...event } = JSON.parse(text) as { type: string; timestamp: unknown }
    expect(type).toBe('track')
    validateSegment({ ...event, timestamp: new Date(String(event.timestamp)) } as never, 'track')
  })
  it.each(kinds)('@sentry/core reads the envelope and its feedback: %s', async (kind) => {
    const { text } = await sent(
      (fetch) => createSentryFeedbackAdapter({ dsn: 'https://k@o1.ingest.sentry.io/42', fetch }),
      kind,
    )
    const [header, items] = parseEnvelope(text)
    expect(items).toHaveLength(1)
    const [item, payload] = items[0] as unknown as EventItem
    const event = payload as FeedbackEvent
    expect(item.type).toBe('feedback')
    expect(header).toMatchObject({ event_id: event.event_id })
    expect(event.contexts.feedback.message.length).toBeLessThanOrEqual(4096)
    if (kind === 'hostile') expect(event.contexts.feedback.message).toContain(HOSTILE.split('\n')[0])
  })
  it('the event fits the types of posthog-node', async () => {
    const { text } = await sent((fetch) => createPosthogAdapter({ apiKey: 'phc', consent: () => true, fetch }), 'full')
    const { event, distinct_id, properties, uuid, timestamp } = JSON.parse(text) as Record<string, string> & {
      properties: object
    }
    // The wire's names are the library's in snake case; a field that it does not know would not compile.
    const message: EventMessage = {
      event: event!,
      distinctId: distinct_id!,
      properties,
      uuid: uuid!,
      timestamp: new Date(timestamp!),
    }
    expect(message.event).toBe('survey sent')
    expect(message.timestamp?.getTime()).toBeGreaterThan(0)
  })
  it.each(kinds.flatMap((kind) => (['structured', 'binary'] as const).map((mode) => [kind, mode] as const)))(
    'the SDK of CloudEvents reads and validates the event: %s, %s',
    async (kind, mode) => {
      const source = '/shops/1?a=%20'
      const { request, text } = await sent(
        (fetch) => createCloudEventsAdapter({ url: 'https://a.example/h', source, mode, fetch }),
        kind,
      )
      const event = HTTP.toEvent<{ id: string; type: string }>({
        headers: Object.fromEntries(request.headers),
        body: text,
      })
      if (!(event instanceof CloudEvent)) throw new Error('a batch')
      expect(event.validate()).toBe(true)
      const { id, type } = event.data!
      expect(event).toMatchObject({ id, type: `frankly.${type}`, datacontenttype: 'application/json' })
      expect(event.time).toBe(new Date(sampleDelivery('response.completed').occurredAt).toISOString())
      expect(event.source).toBe(mode === 'structured' ? source : source.replace('%', '%25'))
    },
  )
})
