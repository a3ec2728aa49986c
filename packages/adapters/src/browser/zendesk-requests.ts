import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need, needAccountUrl } from '../shared/check-options.ts'
import { cutShort } from '../shared/cut-short.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { cleanText } from '../shared/escape.ts'
import { contactOf, plainText, responseOf } from '../shared/flat-answers.ts'
import { type HttpOptions, jsonCall } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { exchange } from '../shared/outcome.ts'

/** Options of {@link createZendeskRequestsAdapter}. @public */
export interface ZendeskRequestsAdapterOptions extends HttpOptions {
  /** `acme` of `acme.zendesk.com`, or a whole address. */
  readonly subdomain: string
  /** Only complaints (default), or everything that `on` names. */
  readonly only?: 'complaints' | 'all'
  /** Name of a requester who gave none; Zendesk needs one. Default `Customer`. */
  readonly requesterName?: string
  /** Subject of the request. Default: the survey's title, else `Complaint` or `Feedback`. */
  readonly title?: string
}

/**
 * Opens a request in Zendesk as the customer, where the administrator allows anonymous requests. No key recognises a
 * repeat: a reset after Zendesk took it opens two. Default event: `response.completed`, complaints only.
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-requests/#create-request (read 2026-11-21): 201
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createZendeskRequestsAdapter(options: ZendeskRequestsAdapterOptions): Adapter {
  const { subdomain, only = 'complaints', requesterName = 'Customer' } = options
  need(only === 'complaints' || only === 'all', 'only', only, '`complaints` or `all`')
  const base = needAccountUrl('subdomain', subdomain, 'zendesk.com')
  return defineAdapter({
    name: 'zendesk-requests',
    carries: { contact: true, text: true, order: true, subject: false },
    reach: 'service',
    hosts: hostsOf(base),
    hears: newsOf(options.on, ['response.completed']),
    takes: (delivery) => only === 'all' || 'case' in delivery.data || !!responseOf(delivery)?.complaint,
    send: (delivery, signal) => {
      const { email } = contactOf(delivery)
      // An agent reads it: no name of an event.
      const title = options.title ?? delivery.texts?.title ?? (delivery.lane === 'urgent' ? 'Complaint' : 'Feedback')
      const content = {
        request: {
          requester: { name: requesterName, ...(email ? { email } : {}) },
          subject: cutShort(cleanText(title), 150),
          // 64 kB; four bytes is the longest that one character can be.
          comment: { body: plainText(delivery, 16_000) },
        },
      }
      return exchange(jsonCall(options, `${base}/api/v2/requests.json`, content), signal)
    },
  })
}
