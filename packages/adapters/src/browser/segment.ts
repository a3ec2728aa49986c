import type { Delivery } from '@frankly/core'
import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { fitBody, flatAnswers, responseOf } from '../shared/flat-answers.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { exchange, rejected, retry, skipped } from '../shared/outcome.ts'

/** Options of {@link createSegmentAdapter}. @public */
export interface SegmentAdapterOptions extends HttpOptions {
  /** Write key of an HTTP or JavaScript source: a name, not a secret. */
  readonly writeKey: string
  /** `us` (default), `eu`, or an address of your own that passes on. */
  readonly host?: 'us' | 'eu' | (string & {})
  /** Has the visitor agreed to analytics? Asked before each sending. */
  readonly consent: () => boolean
  /** Send what customers wrote? Default `false`; addresses and numbers in it are masked. */
  readonly text?: boolean
  /** Send the shop's id of the person as `userId`? Default `false`: the response's id as `anonymousId`. */
  readonly subject?: boolean
}

const HOSTS: Readonly<Record<string, string>> = {
  us: 'https://api.segment.io',
  eu: 'https://events.eu1.segmentapis.com',
}

/** One message may have 32 KB; over that Segment answers 400. */
const MAX_BYTES = 32_000

/**
 * Sends `Feedback Submitted` or `Complaint Submitted` to Segment. The write key stands in the body and the request is a
 * simple one, so a browser asks nothing first. Segment drops a repeat by `messageId`; it answers 200 to almost
 * anything, so 200 proves arrival, not use. Default event: `response.completed`.
 * @see https://www.twilio.com/docs/segment/connections/sources/catalog/libraries/server/http-api (read 2026-11-21)
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createSegmentAdapter(options: SegmentAdapterOptions): Adapter {
  const { writeKey, host = 'us' } = options
  need(typeof writeKey === 'string' && writeKey, 'writeKey', writeKey, 'the write key of a source')
  need(typeof options.consent === 'function', 'consent', options.consent, 'a function that tells if the visitor agreed')
  const base = needUrl('host', HOSTS[host] ?? host)
  const call = callOptions(options)
  return defineAdapter({
    name: 'segment',
    carries: { contact: false, text: options.text ?? false, order: false, subject: options.subject ?? false },
    reach: 'analytics',
    hosts: hostsOf(base),
    hears: newsOf(options.on, ['response.completed']),
    consent: options.consent,
    send: async (delivery, signal) => {
      if (!responseOf(delivery)) return skipped('no_response')
      const body = fitBody(MAX_BYTES, (max) => JSON.stringify(trackOf(delivery, writeKey, max)))
      if (!body) return rejected('too_large', 'over 32 kB without any text')
      const headers = { 'content-type': 'text/plain;charset=utf-8' }
      return await exchange({ ...call, url: `${base}/v1/track`, headers, body }, signal, {
        own: ({ status, json }) =>
          status < 300 && (json as { success?: unknown } | undefined)?.success === false
            ? retry('a 200 that says no')
            : undefined,
      })
    },
  })
}

function trackOf(delivery: Delivery, writeKey: string, max: number): unknown {
  const response = responseOf(delivery)
  if (!response) return undefined
  const { subject } = response
  return {
    writeKey,
    type: 'track',
    event: response.complaint ? 'Complaint Submitted' : 'Feedback Submitted',
    messageId: delivery.id,
    timestamp: new Date(delivery.occurredAt).toISOString(),
    ...(subject ? { userId: subject.id } : { anonymousId: response.id }),
    context: { library: { name: 'frankly', version: '1' }, locale: response.locale },
    properties: {
      surveyId: response.surveyId,
      responseId: response.id,
      touchpoint: response.touchpoint,
      status: response.status,
      ...(response.complaint ? { severity: response.complaint.severity } : {}),
      answers: flatAnswers(delivery, max),
    },
  }
}
