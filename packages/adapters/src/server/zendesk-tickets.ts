import type { Delivery, SendOutcome } from '@frankly/core'
import { createAccessTokens, isReply } from '../shared/access-token.ts'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needAccountUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf } from '../shared/flat-answers.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { callOptions, jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { outcomeOf, refusal, retry } from '../shared/outcome.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { gravityOf, ticketOf } from '../shared/ticket.ts'

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
  return defineServerAdapter('zendesk-tickets', () => {
    const { subdomain, clientId, clientSecret, requesterName = 'Customer', tags = ['frankly'] } = options
    const base = needAccountUrl('subdomain', subdomain, 'zendesk.com')
    need(clientId, 'clientId', clientId, 'the identifier of an OAuth client')
    need(clientSecret, 'clientSecret', '(secret)', 'its secret')
    const secrets = [clientSecret]
    const rules = { own: (reply: HttpReply) => ownOutcome(reply, secrets), secrets }
    const tokens = createAccessTokens((signal) => {
      const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
      const content = { ...grant, scope: 'tickets:read tickets:write' }
      return httpCall(jsonCall(options, `${base}/oauth/tokens`, content), signal)
    }, secrets)

    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      const tickets = `${base}/api/v2/tickets.json`
      const look = (): Promise<HttpReply | SendOutcome> =>
        tokens.use((token) => {
          const url = `${tickets}?external_id=${encodeURIComponent(delivery.id)}`
          const headers = { authorization: `Bearer ${token}` }
          return httpCall({ ...callOptions(options), method: 'GET', url, headers }, signal)
        }, signal)
      const before = await sentBefore(delivery, look, isStored, rules)
      if (before) return before
      const { email } = contactOf(delivery)
      const { subject, body } = ticketOf(delivery, {
        subject: 150,
        body: 64_000,
        unit: 'bytes',
        locale: options.locale,
        subjectFor: email ? 'customer' : 'staff',
      })
      const content = {
        ticket: {
          subject,
          // An internal note: it says by when to answer and where the case is. The customer reads what an agent answers.
          comment: { body, public: false },
          priority: PRIORITY[gravityOf(delivery)],
          external_id: delivery.id,
          tags,
          ...(email ? { requester: { name: requesterName, email } } : {}),
        },
      }
      const reply = await tokens.use((token) => {
        const headers = {
          authorization: `Bearer ${token}`,
          'idempotency-key': delivery.id,
        }
        return httpCall(jsonCall(options, tickets, content, headers), signal)
      }, signal)
      return isReply(reply) ? outcomeOf(reply, rules) : reply
    }
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send,
    }
  })
}

function isStored({ status, json }: HttpReply): boolean | undefined {
  const { tickets } = (json ?? {}) as { tickets?: readonly unknown[] }
  return status === 200 && tickets ? tickets.length > 0 : undefined
}

/** Zendesk names its refusals: `RecordInvalid`. */
function ownOutcome({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const { error, description } = (json ?? {}) as { error?: unknown; description?: unknown }
  // Another change of the same moment was in the way.
  if (status === 409) return retry('HTTP 409', undefined, 'item')
  const final = [400, 401, 403, 404, 422].includes(status) && typeof error === 'string'
  return final ? refusal(error, description, secrets) : undefined
}
