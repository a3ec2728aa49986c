import type { SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter } from '../shared/define.ts'
import { contactOf } from '../shared/flat.ts'
import type { HttpReply } from '../shared/http.ts'
import { callOptions } from '../shared/http-options.ts'
import { type MessageOptions, messageCarries } from '../shared/message-options.ts'
import { FOR_DESKS, newsOf } from '../shared/news.ts'
import { need, needUrl } from '../shared/options.ts'
import { delivered, exchange, retry } from '../shared/outcome.ts'
import { refusal } from '../shared/refusal.ts'
import { waitUntil } from '../shared/reset-wait.ts'
import { needServer } from '../shared/server-only.ts'
import { ticketOf } from '../shared/ticket.ts'
import { toJson } from '../shared/wire-body.ts'

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
  needServer('intercom')
  const { token, ticketTypeId, fallbackEmail, host = 'https://api.intercom.io' } = options
  need(/^[\x21-\x7e]{8,}$/.test(String(token)), 'token', '(secret)', 'an access token')
  need(/^\d+$/.test(String(ticketTypeId)), 'ticketTypeId', ticketTypeId, 'a number')
  need(/^[^\s@]+@[^\s@]+$/.test(String(fallbackEmail)), 'fallbackEmail', fallbackEmail, 'an address')
  const base = needUrl('host', host)
  const call = { ...callOptions(options), url: `${base}/tickets` }
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'intercom-version': VERSION,
  }
  const adapter = defineAdapter({
    name: 'intercom',
    carries: messageCarries(options),
    reach: 'service',
    hosts: [new URL(base).hostname],
    hears: newsOf(options.on, FOR_DESKS),
    send: (delivery, signal) => {
      const { email } = contactOf(delivery)
      // Whose ticket it is reads its title and description: what is meant for the shop's people is left out.
      const reader = email ? 'customer' : 'staff'
      const limits = { subject: 255, body: 20_000, locale: options.locale }
      const ticket = ticketOf(delivery, { ...limits, subjectFor: reader, bodyFor: reader })
      const body = toJson({
        ticket_type_id: String(ticketTypeId),
        contacts: [{ email: email ?? fallbackEmail }],
        created_at: Math.floor(delivery.occurredAt / 1000),
        ticket_attributes: { _default_title_: ticket.subject, _default_description_: ticket.body },
      })
      return exchange({ ...call, headers, body }, signal, {
        secrets: [token],
        floor: (reply) => (reply.status === 429 ? waitUntil(reply, reply.header('x-ratelimit-reset')) : undefined),
        own: (reply) => wordOf(reply, [token]),
      })
    },
  })
  return { ...adapter, runsOn: 'server' }
}

function wordOf({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const said = (json ?? {}) as { type?: unknown; errors?: { code?: unknown; message?: unknown }[] }
  if (status === 200) return said.type === 'ticket' ? delivered() : retry('a 200 without a ticket')
  const error = said.errors?.[0]
  const final = [400, 401, 403, 404, 422].includes(status) && typeof error?.code === 'string'
  return final ? refusal(error.code, error.message, secrets) : undefined
}
