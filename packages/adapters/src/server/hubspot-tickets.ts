import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { contactOf } from '../shared/flat-answers.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { callOptions, jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { isFinal, outcomeOf, refusal, retry } from '../shared/outcome.ts'
import { waitOf } from '../shared/retry-after.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { gravityOf, ticketOf } from '../shared/ticket.ts'

/** Options of {@link createHubspotTicketsAdapter}. @public */
export interface HubspotTicketsAdapterOptions extends MessageOptions {
  /** Service key or token of a private app, with the scope `tickets` (and `crm.objects.contacts.read`): the secret. */
  readonly token: string
  /**
   * Ticket property with unique values that takes our id. With it a repeat is recognised: HubSpot is asked before one.
   * Without it a reset after HubSpot took a ticket makes two.
   */
  readonly idProperty?: string
  /** Default `0`, `1`: the first stage of the support pipeline. */
  readonly pipeline?: string
  /** Id of the stage of the pipeline. */
  readonly stage?: string
  /** Give the worst news the priority `URGENT`? Default `false`: `HIGH`, since not every portal has that option and refuses the ticket then. */
  readonly urgent?: boolean
  /** Default `https://api.hubapi.com`. */
  readonly host?: string
}

/** Version of the API that this is written against. */
const TICKETS = '/crm/objects/2026-09/tickets'
const CONTACTS = '/crm/objects/2026-09/contacts'
/** HubSpot's own link "ticket to contact". */
const TICKET_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }
const PRIORITY = { critical: 'HIGH', high: 'HIGH', normal: 'MEDIUM', none: 'LOW' }

/**
 * Opens a ticket in HubSpot. With `contact`, it is tied to the contact of that address, if HubSpot knows one. Default events: `bad-news`, `case.opened`.
 * @see https://developers.hubspot.com/docs/api-reference/latest/crm/objects/tickets (read 2026-11-21): 201; 100 calls in 10 s
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createHubspotTicketsAdapter(options: HubspotTicketsAdapterOptions): ServerAdapter {
  return defineServerAdapter('hubspot-tickets', () => {
    const { token, idProperty, pipeline = '0', stage = '1', host = 'https://api.hubapi.com' } = options
    needToken('token', token, 'a service key or token')
    need(idProperty === undefined || /^[a-z]\w*$/.test(idProperty), 'idProperty', idProperty, 'the name of a property')
    const base = needUrl('host', host)
    const authorization = `Bearer ${token}`
    const rules = { own: (reply: HttpReply) => ownOutcome(reply, [token]), floor: floorOf, secrets: [token] }
    const read = (path: string, by: string, signal: AbortSignal): Promise<HttpReply> =>
      httpCall(
        { ...callOptions(options), method: 'GET', url: `${base}${path}?idProperty=${by}`, headers: { authorization } },
        signal,
      )

    const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
      if (idProperty) {
        const look = (): Promise<HttpReply> => read(`${TICKETS}/${encodeURIComponent(delivery.id)}`, idProperty, signal)
        const before = await sentBefore(delivery, look, isStored, rules)
        if (before) return before
      }
      const { email } = contactOf(delivery)
      const person = email && (await read(`${CONTACTS}/${encodeURIComponent(email)}`, 'email', signal))
      // Unknown there, or not ours to read: then the ticket stands alone, its text has the address.
      const known = person && person.status === 200 ? (person.json as { id?: unknown } | undefined)?.id : undefined
      if (person && (person.status === 0 || [...PASSING, 429].includes(person.status) || person.status >= 500))
        return outcomeOf(person, rules)
      const { subject, body } = ticketOf(delivery, {
        subject: 255,
        body: 60_000,
        unit: 'bytes',
        locale: options.locale,
      })
      const content = {
        properties: {
          subject,
          content: body,
          hs_pipeline: pipeline,
          hs_pipeline_stage: stage,
          hs_ticket_priority:
            options.urgent && gravityOf(delivery) === 'critical' ? 'URGENT' : PRIORITY[gravityOf(delivery)],
          ...(idProperty ? { [idProperty]: delivery.id } : {}),
        },
        ...(known ? { associations: [{ to: { id: String(known) }, types: [TICKET_TO_CONTACT] }] } : {}),
      }
      const reply = await httpCall(jsonCall(options, base + TICKETS, content, { authorization }), signal)
      const outcome = outcomeOf(reply, rules)
      const made = (reply.json as { id?: unknown } | undefined)?.id
      return outcome.status === 'delivered' && !made ? retry(`a ${reply.status} without a ticket`) : outcome
    }
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send,
    }
  })
}

function isStored({ status, json }: HttpReply): boolean | undefined {
  if (status === 404) return false
  return status === 200 && (json as { id?: unknown } | undefined)?.id ? true : undefined
}

/** 423: another call holds the object. 477: the account is moved to another data centre, with a `Retry-After` of a day. */
const PASSING = [423, 477]

/** The window of a limit, where HubSpot names no `Retry-After`. */
function floorOf(reply: HttpReply): number | undefined {
  const ms = Number(reply.header('x-hubspot-ratelimit-interval-milliseconds'))
  return reply.status === 429 && !reply.header('retry-after') && ms > 0 ? ms : undefined
}

function ownOutcome(reply: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const { status, json } = reply
  if (PASSING.includes(status)) return retry(`HTTP ${status}`, waitOf(reply, Date.now()))
  const { category, message } = (json ?? {}) as { category?: unknown; message?: unknown }
  const final = isFinal(status) && typeof category === 'string'
  return final ? refusal(String(category).toLowerCase(), message, secrets) : undefined
}
