import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf } from '../shared/flat-answers.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { delivered, outcomeOf, refusal, retry } from '../shared/outcome.ts'
import { waitUntil } from '../shared/retry-after.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { ticketOf } from '../shared/ticket.ts'

/** Options of {@link createBitrix24Adapter}. @public */
export interface Bitrix24AdapterOptions extends MessageOptions {
  /** Address of an incoming webhook with the right `crm`, `https://shop.bitrix24.ru/rest/1/<code>/`: it is the secret. */
  readonly url: string
  /**
   * Type of item. Default 1: a lead; 2: a deal. Only these two have `comments` and `originId`: other types would keep the title and drop
   * the complaint.
   */
  readonly entityTypeId?: 1 | 2
  /** Name of a contact who gave none. Default `Покупатель`. */
  readonly contactName?: string
}

/** Marks our items; with the delivery's id it is how they are found again. */
const ORIGINATOR = 'frankly'

/**
 * Makes a lead or a deal in Bitrix24. A repeat is looked up by `originId` first. Default events: `bad-news`, `case.opened`.
 * @see https://apidocs.bitrix24.ru/api-reference/crm/universal/crm-item-add.html and
 * https://apidocs.bitrix24.ru/limits.html (read 2026-11-21): 2 requests a second, then 503 `QUERY_LIMIT_EXCEEDED`
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createBitrix24Adapter(options: Bitrix24AdapterOptions): ServerAdapter {
  return defineServerAdapter('bitrix24', () => {
    const { entityTypeId = 1, contactName = 'Покупатель' } = options
    const url = needUrl('url', options.url)
    const code = /\/rest\/\d+\/(\w+)$/.exec(url)?.[1]
    need(code, 'url', '(secret)', 'an address that ends in /rest/<user>/<code>/')
    need(entityTypeId === 1 || entityTypeId === 2, 'entityTypeId', entityTypeId, '1 (lead) or 2 (deal)')
    const secrets = [url, code]
    const rules = { own: (reply: HttpReply) => ownOutcome(reply, secrets), secrets }
    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      const post = (method: string, content: object): Promise<HttpReply> =>
        httpCall(jsonCall(options, `${url}/${method}.json`, { entityTypeId, ...content }), signal)
      const filter = { originatorId: ORIGINATOR, originId: delivery.id }
      const before = await sentBefore(
        delivery,
        () => post('crm.item.list', { filter, select: ['id'] }),
        isStored,
        rules,
      )
      if (before) return before
      const { subject, body } = ticketOf(delivery, {
        subject: 250,
        body: 60_000,
        unit: 'bytes',
        locale: options.locale,
      })
      const { email, phone } = contactOf(delivery)
      const [typeId, value] = email ? ['EMAIL', email] : ['PHONE', phone]
      const fields = {
        title: subject,
        sourceId: 'WEB',
        comments: harmless(body),
        ...filter,
        ...(value ? { name: contactName, fm: [{ typeId, valueType: 'WORK', value }] } : {}),
      }
      return outcomeOf(await post('crm.item.add', { fields }), rules)
    }
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(url),
      send,
    }
  })
}

/** Comments are shown as BBCode or HTML, by the age of the portal; look-alikes are markup in neither. */
const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '[': '［', ']': '］' }

function harmless(text: string): string {
  return text.replace(/[<>[\]]/g, (sign) => LOOKALIKES[sign]!)
}

function isStored({ status, json }: HttpReply): boolean | undefined {
  const { result } = (json ?? {}) as { result?: { items?: readonly unknown[] } }
  return status === 200 && result?.items ? result.items.length > 0 : undefined
}

/** Its words for "later", whatever the status. */
const PASSING = ['QUERY_LIMIT_EXCEEDED', 'OPERATION_TIME_LIMIT', 'OVERLOAD_LIMIT', 'INTERNAL_SERVER_ERROR']

function ownOutcome(reply: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const said = (reply.json ?? {}) as {
    error?: unknown
    error_description?: unknown
    result?: { item?: { id?: unknown } }
    time?: { operating_reset_at?: unknown }
  }
  const { error } = said
  const wait = waitUntil(reply, said.time?.operating_reset_at)
  if (typeof error === 'string' && error && reply.status < 500 && !PASSING.includes(error) && reply.status !== 429)
    return refusal(error.toLowerCase(), said.error_description, secrets)
  if (typeof error === 'string' && PASSING.includes(error))
    return wait !== undefined || reply.status < 300 ? retry(error, wait) : undefined
  if (reply.status < 200 || reply.status >= 300) return undefined
  return said.result?.item?.id ? delivered() : retry(`a ${reply.status} without an item`)
}
