import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needAccountUrl, needToken } from '../shared/check-options.ts'
import { cutShort } from '../shared/cut-short.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf, responseOf } from '../shared/flat-answers.ts'
import type { HttpReply } from '../shared/http-call.ts'
import { jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { delivered, exchange, reasonOf, refusal, retry } from '../shared/outcome.ts'
import { type Ticket, ticketOf } from '../shared/ticket.ts'

/** Options of {@link createAmocrmAdapter}. @public */
export interface AmocrmAdapterOptions extends MessageOptions {
  /** `shop` of `shop.amocrm.ru`, or a whole address (`https://shop.kommo.com`). */
  readonly subdomain: string
  /** Long-lived token of an integration: the secret. */
  readonly token: string
  /**
   * Field of leads, type long text, that takes the message. Without it only the lead's name tells what happened, cut at
   * 250 characters.
   */
  readonly messageFieldId?: number
  /** Pipeline for the leads. Default: the account's main one. */
  readonly pipelineId?: number
  /** Name of a contact who gave none. Default `Покупатель`. */
  readonly contactName?: string
}

/** amoCRM wants the sender's address; we keep none. */
const NO_IP = '0.0.0.0'

/**
 * Puts an incoming lead into amoCRM or Kommo. Default events: `bad-news`, `case.opened`. `source_uid` is the delivery's id, but
 * nothing documented says that a repeat is recognised by it: a reset after amoCRM took a lead may make two.
 * @see https://www.amocrm.ru/developers/content/crm_platform/unsorted-api (read 2026-11-21): 7 requests a second
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createAmocrmAdapter(options: AmocrmAdapterOptions): ServerAdapter {
  return defineServerAdapter('amocrm', () => {
    const { subdomain, token, messageFieldId, pipelineId } = options
    const base = needAccountUrl('subdomain', subdomain, 'amocrm.ru')
    needToken('token', token, 'a long-lived token')
    for (const [name, id] of Object.entries({ messageFieldId, pipelineId }))
      need(id === undefined || (Number.isInteger(id) && id > 0), name, id, 'a number')
    const url = `${base}/api/v4/leads/unsorted/forms`
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send: (delivery, signal) => {
        const ticket = ticketOf(delivery, { subject: 120, body: 30_000, locale: options.locale })
        const headers = { authorization: `Bearer ${token}` }
        const call = jsonCall(options, url, [entryOf(delivery, ticket, options)], headers)
        return exchange(call, signal, {
          secrets: [token],
          own: (reply) => ownOutcome(reply, [token]),
        })
      },
    }
  })
}

function entryOf(delivery: Delivery, { subject, body }: Ticket, options: AmocrmAdapterOptions): unknown {
  const { messageFieldId: field, pipelineId, contactName = 'Покупатель' } = options
  const at = Math.floor(delivery.occurredAt / 1000)
  const response = responseOf(delivery)
  const form = delivery.texts?.title ?? response?.surveyId ?? delivery.type
  const { email, phone } = contactOf(delivery)
  const reach = [
    ...(email ? [{ field_code: 'EMAIL', values: [{ value: email, enum_code: 'WORK' }] }] : []),
    ...(phone ? [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'WORK' }] }] : []),
  ]
  const said = body.replace(/\s+/g, ' ')
  return {
    source_uid: delivery.id,
    source_name: 'Frankly',
    ...(pipelineId ? { pipeline_id: pipelineId } : {}),
    created_at: at,
    metadata: {
      form_id: response?.surveyId ?? delivery.type,
      form_name: cutShort(form.replace(/\s+/g, ' '), 200),
      form_page: response?.context.path ?? '/',
      ip: NO_IP,
      form_sent_at: at,
      referer: '',
    },
    _embedded: {
      leads: [
        {
          name: field || said === subject ? subject : cutShort(`${subject}: ${said}`, 250),
          ...(field ? { custom_fields_values: [{ field_id: field, values: [{ value: body }] }] } : {}),
        },
      ],
      ...(reach.length ? { contacts: [{ name: contactName, custom_fields_values: reach }] } : {}),
    },
  }
}

/** amoCRM does not say for how long it bars an address. */
const BARRED_MS = 600_000

function ownOutcome(reply: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const { status, json } = reply
  const said = (json ?? {}) as Record<string, unknown>
  if (status >= 200 && status < 300) {
    const { unsorted } = (said['_embedded'] ?? {}) as { unsorted?: { uid?: unknown }[] }
    return unsorted?.[0]?.uid ? delivered() : retry(`a ${status} without a lead`)
  }
  const faults = said['validation-errors'] as { errors?: { code?: unknown; path?: unknown; detail?: unknown }[] }[]
  // `source_uid` is ours alone: what is there under it is an earlier attempt of this delivery.
  const there = faults?.some(({ errors }) =>
    errors?.some(
      ({ path, code, detail }) =>
        /(?:^|\.)(?:source_)?uid$/.test(String(path)) && /exist|uniq|duplicat|существует/i.test(`${code} ${detail}`),
    ),
  )
  if (status === 400 && there) return delivered()
  const fault = status === 400 ? faults?.[0]?.errors?.[0] : undefined
  if (fault?.code) return refusal(fault.code, `${fault.path}: ${fault.detail}`, secrets)
  // 403 is a missing right, in JSON, and how its front door bars an address for a while that had gone on after 429: no JSON.
  if (status === 403 && !json) return retry('HTTP 403: barred for a while', BARRED_MS)
  // 401 and 402 (not paid) need a person.
  return [401, 402, 403, 404].includes(status) ? refusal(`http_${status}`, reasonOf(reply), secrets) : undefined
}
