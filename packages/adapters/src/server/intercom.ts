import type { SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf } from '../shared/flat-answers.ts'
import type { HttpReply } from '../shared/http-call.ts'
import { jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { delivered, exchange, refusal, retry } from '../shared/outcome.ts'
import { waitUntil } from '../shared/retry-after.ts'
import { ticketOf } from '../shared/ticket.ts'

/** Options of {@link createIntercomAdapter}. @public */
export interface IntercomAdapterOptions extends MessageOptions {
  /** Access token with the right to write tickets: the secret. */
  readonly token: string
  /** Id of the ticket type. */
  readonly ticketTypeId: string
  /** Whose ticket it is when the customer left no address, or `contact` is off: an address of the shop's own. */
  readonly fallbackEmail: string
  /** Default `https://api.intercom.io`; EU: `https://api.eu.intercom.io`. */
  readonly host?: string
}

/** Version of the API that this is written against. */
const VERSION = '2.14'

/**
 * Opens a ticket in Intercom. Of a customer who left an address it holds the customer's own answers only, since such a ticket is shown
 * to its contact. Default events: `bad-news`, `case.opened`. No key recognises a repeat: a reset after Intercom took it
 * opens two.
 * @see https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io/tickets/createticket
 * (read 2026-11-21): 200; 10 000 calls a minute in slices of 10 s, `X-RateLimit-Reset` names the end of one
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createIntercomAdapter(options: IntercomAdapterOptions): ServerAdapter {
  return defineServerAdapter('intercom', () => {
    const { token, ticketTypeId, fallbackEmail, host = 'https://api.intercom.io' } = options
    needToken('token', token, 'an access token')
    need(/^\d+$/.test(String(ticketTypeId)), 'ticketTypeId', ticketTypeId, 'a number')
    need(/^[^\s@]+@[^\s@]+$/.test(String(fallbackEmail)), 'fallbackEmail', fallbackEmail, 'an address')
    const base = needUrl('host', host)
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'intercom-version': VERSION,
    }
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send: (delivery, signal) => {
        const { email } = contactOf(delivery)
        // Whose ticket it is reads its title and description: what is meant for the shop's people is left out.
        const reader = email ? 'customer' : 'staff'
        const limits = { subject: 255, body: 20_000, locale: options.locale }
        const ticket = ticketOf(delivery, { ...limits, subjectFor: reader, bodyFor: reader })
        const call = jsonCall(
          options,
          `${base}/tickets`,
          {
            ticket_type_id: String(ticketTypeId),
            contacts: [{ email: email ?? fallbackEmail }],
            created_at: Math.floor(delivery.occurredAt / 1000),
            ticket_attributes: { _default_title_: ticket.subject, _default_description_: ticket.body },
          },
          headers,
        )
        return exchange(call, signal, {
          secrets: [token],
          floor: (reply) => (reply.status === 429 ? waitUntil(reply, reply.header('x-ratelimit-reset')) : undefined),
          own: (reply) => ownOutcome(reply, [token]),
        })
      },
    }
  })
}

function ownOutcome({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const said = (json ?? {}) as { type?: unknown; errors?: { code?: unknown; message?: unknown }[] }
  if (status === 200) return said.type === 'ticket' ? delivered() : retry('a 200 without a ticket')
  const error = said.errors?.[0]
  const final = [400, 401, 403, 404, 422].includes(status) && typeof error?.code === 'string'
  return final ? refusal(error.code, error.message, secrets) : undefined
}
