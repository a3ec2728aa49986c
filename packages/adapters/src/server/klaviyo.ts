import type { Delivery } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { agreedTo, fitBody, responseOf } from '../shared/flat-answers.ts'
import { callOptions, type HttpOptions, JSON_TYPE } from '../shared/http-options.ts'
import { KLAVIYO_REVISION, klaviyoEvent, klaviyoRefusal } from '../shared/klaviyo-event.ts'
import { newsOf } from '../shared/news.ts'
import { exchange, refusal, rejected, skipped } from '../shared/outcome.ts'
import { toJson } from '../shared/wire-body.ts'

/** Options of {@link createKlaviyoAdapter}. @public */
export interface KlaviyoAdapterOptions extends HttpOptions {
  /** Private key with the scope `events:write`, `pk_…`: the secret. */
  readonly apiKey: string
  /**
   * Has this visitor agreed to analytics? Name of the purpose whose consent must stand as granted in the response, or a
   * function of the delivery. Without consent: skipped, reason `privacy_consent`.
   */
  readonly consent: string | ((delivery: Delivery) => boolean)
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
 * Creates an event in Klaviyo with the private key. A repeat has the same `unique_id`, by which Klaviyo drops it. 202 says
 * that it was taken, not that it was read. Default event: `response.completed`.
 * @see https://developers.klaviyo.com/en/reference/create_event (read 2026-11-21): 202; 350/s, 3500/min; at most 300
 * properties, 5 MB
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createKlaviyoAdapter(options: KlaviyoAdapterOptions): ServerAdapter {
  return defineServerAdapter('klaviyo', () => {
    const { apiKey, consent, metric, host = 'https://a.klaviyo.com' } = options
    const { contact = false, text = false, subject = false } = options
    need(/^pk_\w{6,}$/.test(String(apiKey)), 'apiKey', '(secret)', 'a private key, pk_…')
    need(consent && ['string', 'function'].includes(typeof consent), 'consent', consent, 'a purpose or a function')
    const agreed = typeof consent === 'function' ? consent : (one: Delivery): boolean => agreedTo(one, consent)
    const base = needUrl('host', host)
    const call = { ...callOptions(options), url: `${base}/api/events` }
    const secrets = [apiKey]
    const headers = {
      ...JSON_TYPE,
      accept: 'application/vnd.api+json',
      authorization: `Klaviyo-API-Key ${apiKey}`,
      revision: KLAVIYO_REVISION,
    }
    return {
      carries: { contact, text, order: false, subject },
      reach: 'analytics',
      hosts: hostsOf(base),
      hears: newsOf(options.on, ['response.completed']),
      send: async (delivery, signal) => {
        if (!responseOf(delivery)) return skipped('no_response')
        if (!agreed(delivery)) return skipped('privacy_consent')
        const body = fitBody(1_000_000, (max) => toJson({ data: klaviyoEvent(delivery, metric, max) }))
        if (!body) return rejected('too_large', 'over 1 MB without any text')
        return await exchange({ ...call, headers, body }, signal, {
          secrets,
          own: (reply) => {
            const no = klaviyoRefusal(reply)
            return no?.status === 'rejected' ? refusal(no.code, no.detail, secrets) : undefined
          },
        })
      },
    }
  })
}
