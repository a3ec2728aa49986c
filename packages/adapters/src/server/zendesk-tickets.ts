import type { Delivery, SendOutcome } from '@frankly/core'
import { createAccessTokens, isReply } from '../shared/access-token.ts'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter } from '../shared/define.ts'
import { contactOf } from '../shared/flat.ts'
import { type HttpReply, httpCall } from '../shared/http.ts'
import { callOptions } from '../shared/http-options.ts'
import { type MessageOptions, messageCarries } from '../shared/message-options.ts'
import { FOR_DESKS, newsOf } from '../shared/news.ts'
import { need, needUrl } from '../shared/options.ts'
import { outcomeOf, retry } from '../shared/outcome.ts'
import { refusal } from '../shared/refusal.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { needServer } from '../shared/server-only.ts'
import { gravityOf, ticketOf } from '../shared/ticket.ts'
import { toJson } from '../shared/wire-body.ts'

/** Options of {@link createZendeskTicketsAdapter}. @public */
export interface ZendeskTicketsAdapterOptions extends MessageOptions {
  /** `acme` of `acme.zendesk.com`, or a whole address. */
  readonly subdomain: string
  /** A confidential OAuth client with the scopes `tickets:read tickets:write`. */
  readonly clientId: string
  /** The secret. */
  readonly clientSecret: string
  /** Name of a requester who gave none. Default `Customer`. */
  readonly requesterName?: string
  /** Set on every ticket. Default `frankly`. */
  readonly tags?: readonly string[]
}

const PRIORITY = { critical: 'urgent', high: 'high', normal: 'normal', none: 'low' }

/**
 * Opens a ticket in Zendesk whose first comment is an internal note, so that the customer, as its requester, sees nothing that was
 * written for the shop's people. A repeat has the same `Idempotency-Key`, which Zendesk keeps for two hours; for later ones
 * `external_id` is looked up first. Default events: `bad-news`, `case.opened`.
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket (read 2026-11-21): 201; API
 * tokens end on 2027-04-30, hence OAuth with client credentials
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createZendeskTicketsAdapter(options: ZendeskTicketsAdapterOptions): ServerAdapter {
  needServer('zendesk-tickets')
  const { subdomain, clientId, clientSecret, requesterName = 'Customer', tags = ['frankly'] } = options
  const whole = /^[a-z0-9][a-z0-9-]*$/i.test(String(subdomain)) ? `https://${subdomain}.zendesk.com` : subdomain
  const base = needUrl('subdomain', whole)
  need(clientId, 'clientId', clientId, 'the identifier of an OAuth client')
  need(clientSecret, 'clientSecret', '(secret)', 'its secret')
  const call = callOptions(options)
  const secrets = [clientSecret]
  const rules = { own: (reply: HttpReply) => refusalOf(reply, secrets), secrets }
  const tokens = createAccessTokens((signal) => {
    const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const body = JSON.stringify({ ...grant, scope: 'tickets:read tickets:write' })
    const headers = { 'content-type': 'application/json' }
    return httpCall({ ...call, url: `${base}/oauth/tokens`, headers, body }, signal)
  }, secrets)

  const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
    const url = `${base}/api/v2/tickets.json?external_id=${encodeURIComponent(delivery.id)}`
    const look = (): Promise<HttpReply | SendOutcome> =>
      tokens.use((token) => {
        return httpCall({ ...call, method: 'GET', url, headers: { authorization: `Bearer ${token}` } }, signal)
      }, signal)
    const before = await sentBefore(delivery, look, thereOf, rules)
    if (before) return before
    const { email } = contactOf(delivery)
    const { subject, body } = ticketOf(delivery, {
      subject: 150,
      body: 64_000,
      unit: 'bytes',
      locale: options.locale,
      subjectFor: email ? 'customer' : 'staff',
    })
    const ticket = toJson({
      ticket: {
        subject,
        // An internal note: it says by when to answer and where the case is. The customer reads what an agent answers.
        comment: { body, public: false },
        priority: PRIORITY[gravityOf(delivery)],
        external_id: delivery.id,
        tags,
        ...(email ? { requester: { name: requesterName, email } } : {}),
      },
    })
    const reply = await tokens.use((token) => {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': delivery.id,
      }
      return httpCall({ ...call, url: `${base}/api/v2/tickets.json`, headers, body: ticket }, signal)
    }, signal)
    return isReply(reply) ? outcomeOf(reply, rules) : reply
  }
  const adapter = defineAdapter({
    name: 'zendesk-tickets',
    carries: messageCarries(options),
    reach: 'service',
    hosts: [new URL(base).hostname],
    hears: newsOf(options.on, FOR_DESKS),
    send,
  })
  return { ...adapter, runsOn: 'server' }
}

function thereOf({ status, json }: HttpReply): boolean | undefined {
  const { tickets } = (json ?? {}) as { tickets?: readonly unknown[] }
  return status === 200 && tickets ? tickets.length > 0 : undefined
}

/** Zendesk names its refusals: `RecordInvalid`. */
function refusalOf({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const { error, description } = (json ?? {}) as { error?: unknown; description?: unknown }
  // Another change of the same moment was in the way.
  if (status === 409) return retry('HTTP 409', undefined, 'item')
  const final = [400, 401, 403, 404, 422].includes(status) && typeof error === 'string'
  return final ? refusal(error, description, secrets) : undefined
}
