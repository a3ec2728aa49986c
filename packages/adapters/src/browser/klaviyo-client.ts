import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { fitBody, responseOf } from '../shared/flat-answers.ts'
import { callOptions, type HttpOptions, JSON_TYPE } from '../shared/http-options.ts'
import { KLAVIYO_REVISION, klaviyoEvent, klaviyoRefusal } from '../shared/klaviyo-event.ts'
import { newsOf } from '../shared/news.ts'
import { exchange, rejected, skipped } from '../shared/outcome.ts'

/** Options of {@link createKlaviyoClientAdapter}. @public */
export interface KlaviyoClientAdapterOptions extends HttpOptions {
  /** Public API key, six letters and digits: a name, not a secret. */
  readonly companyId: string
  /** Has the visitor agreed to analytics? Asked before each sending. */
  readonly consent: () => boolean
  /** Name of the metric. Default `Feedback Submitted`; complaints: `Complaint Submitted`. */
  readonly metric?: string
  /**
   * Send the address that the customer gave? Default `false`. Even then only with a granted `marketing` consent: an
   * address given for a reply is not given for a newsletter.
   */
  readonly contact?: boolean
  /** Send what customers wrote? Default `false`. */
  readonly text?: boolean
  /** Send the shop's id of the person as `external_id`? Default `false`. */
  readonly subject?: boolean
  /** Default `https://a.klaviyo.com`. */
  readonly host?: string
}

/**
 * Creates a client event in Klaviyo. A repeat has the same `unique_id`, by which Klaviyo drops it.
 * Default event: `response.completed`.
 * @see https://developers.klaviyo.com/en/reference/create_client_event (read 2026-11-21): 202; 350/s, 3500/min; at most 300 properties
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createKlaviyoClientAdapter(options: KlaviyoClientAdapterOptions): Adapter {
  const { companyId, host = 'https://a.klaviyo.com' } = options
  need(/^\w{6,}$/.test(String(companyId)), 'companyId', companyId, 'the public API key')
  need(typeof options.consent === 'function', 'consent', options.consent, 'a function that tells if the visitor agreed')
  const base = needUrl('host', host)
  const call = callOptions(options)
  return defineAdapter({
    name: 'klaviyo-client',
    carries: {
      contact: options.contact ?? false,
      text: options.text ?? false,
      order: false,
      subject: options.subject ?? false,
    },
    reach: 'analytics',
    hosts: hostsOf(base),
    hears: newsOf(options.on, ['response.completed']),
    consent: options.consent,
    send: async (delivery, signal) => {
      if (!responseOf(delivery)) return skipped('no_response')
      const body = fitBody(100_000, (max) => JSON.stringify({ data: klaviyoEvent(delivery, options.metric, max) }))
      if (!body) return rejected('too_large', 'over 100 kB without any text')
      const url = `${base}/client/events?company_id=${encodeURIComponent(companyId)}`
      const headers = { ...JSON_TYPE, revision: KLAVIYO_REVISION }
      return await exchange({ ...call, url, headers, body }, signal, { own: klaviyoRefusal })
    },
  })
}
