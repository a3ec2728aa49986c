import type { Delivery } from '@frankly/core'
import type { Adapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { cutShort } from '../shared/cut-short.ts'
import { defineAdapter } from '../shared/define-adapter.ts'
import { agreedTo, contactOf, firstRating, flatAnswers, plainText, responseOf } from '../shared/flat-answers.ts'
import { type HttpOptions, jsonCall } from '../shared/http-options.ts'
import { newsOf } from '../shared/news.ts'
import { exchange, rejected, skipped } from '../shared/outcome.ts'

/** Where a field of the form comes from; `answer`: the answer to one question. @public */
export type HubspotField = 'email' | 'phone' | 'message' | 'rating' | 'order' | 'survey' | { readonly answer: string }

/** Options of {@link createHubspotFormsAdapter}. @public */
export interface HubspotFormsAdapterOptions extends HttpOptions {
  /** Number of the account. */
  readonly portalId: string
  /** GUID of the form. */
  readonly formId: string
  /** Field of the form → what goes in. Default `{ email: 'email', message: 'message' }`. */
  readonly fields?: Readonly<Record<string, HubspotField>>
  /**
   * Text of the consent to processing that the customer agreed to; sent only with a granted `contact` consent.
   * Needed where the form asks for it.
   */
  readonly consentText?: string
  /** Send without an address too? Default `false`: without one HubSpot cannot make a contact, and nothing is sent. */
  readonly withoutEmail?: boolean
  /** Default `https://api.hsforms.com`; EU accounts: `https://api-eu1.hsforms.com`. */
  readonly host?: string
}

/**
 * Submits a HubSpot form. No key is needed, and none recognises a repeat: a reset after HubSpot took it submits twice.
 * Default event: `response.completed`.
 * @see https://developers.hubspot.com/docs/api-reference/legacy/marketing/forms/v3-legacy/submit-data-unauthenticated
 * (read 2026-11-21): 50 in 10 s
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createHubspotFormsAdapter(options: HubspotFormsAdapterOptions): Adapter {
  const {
    portalId,
    formId,
    fields = { email: 'email', message: 'message' },
    host = 'https://api.hsforms.com',
  } = options
  need(/^\d+$/.test(String(portalId)), 'portalId', portalId, 'a number')
  need(/^[\w-]{8,}$/.test(String(formId)), 'formId', formId, 'the GUID of a form')
  const base = needUrl('host', host)
  const url = `${base}/submissions/v3/integration/submit/${portalId}/${formId}`
  return defineAdapter({
    name: 'hubspot-forms',
    carries: { contact: true, text: true, order: true, subject: false },
    reach: 'service',
    hosts: hostsOf(base),
    hears: newsOf(options.on, ['response.completed']),
    send: async (delivery, signal) => {
      if (!options.withoutEmail && !contactOf(delivery).email) return skipped('no_email')
      const values = Object.entries(fields).flatMap(([name, source]) => {
        const value = fieldOf(source, delivery)
        return value === undefined ? [] : [{ objectTypeId: '0-1', name, value }]
      })
      if (!values.length) return skipped('nothing_to_send')
      const consents = options.consentText !== undefined && agreedTo(delivery, 'contact')
      const content = {
        submittedAt: String(delivery.occurredAt),
        fields: values,
        context: { pageName: cutShort(delivery.texts?.title ?? 'Feedback', 200) },
        ...(consents
          ? {
              legalConsentOptions: {
                consent: { consentToProcess: true, text: options.consentText, communications: [] },
              },
            }
          : {}),
      }
      return await exchange(jsonCall(options, url, content), signal, {
        own: ({ status, json }) => {
          const error = (json as { errors?: { errorType?: string; message?: string }[] } | undefined)?.errors?.[0]
          if (status !== 400 || !error?.errorType) return undefined
          return rejected(error.errorType.toLowerCase(), String(error.message ?? '').slice(0, 300))
        },
      })
    },
  })
}

/** HubSpot's longest text field. */
const MAX_TEXT = 65_000

function fieldOf(source: HubspotField, delivery: Delivery): string | undefined {
  if (typeof source === 'object') {
    const value = flatAnswers(delivery, MAX_TEXT)[source.answer]
    return value === undefined ? undefined : Array.isArray(value) ? value.join('; ') : String(value)
  }
  const response = responseOf(delivery)
  switch (source) {
    case 'email':
      return contactOf(delivery).email
    case 'phone':
      return contactOf(delivery).phone
    case 'rating':
      return firstRating(delivery)?.toString()
    case 'order':
      return response?.context.order?.orderId
    case 'survey':
      return delivery.texts?.title ?? response?.surveyId
    case 'message':
      return plainText(delivery, MAX_TEXT)
  }
}
