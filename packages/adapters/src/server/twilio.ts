import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { basicCredentials, formCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { delivered, exchange, isFinal, refusal, rejected, retry } from '../shared/outcome.ts'
import { renderSms } from '../shared/sms.ts'

/** Options of {@link createTwilioAdapter}. @public */
export interface TwilioAdapterOptions extends MessageOptions {
  /** `AC…`. */
  readonly accountSid: string
  /** Token of the account, or `{ sid, secret }` of an API key: it is the secret. */
  readonly auth: string | { readonly sid: string; readonly secret: string }
  /** Number of the shop's own person, E.164. For several: one adapter each in `fanOut`. */
  readonly to: string
  /** Number to send from, E.164, or a messaging service `MG…`. */
  readonly from: string
  /** Longest message, characters. Default 335: five parts in Cyrillic, three in Latin. Twilio's own limit is 1600. */
  readonly limit?: number
  /** Default `https://api.twilio.com`. */
  readonly host?: string
}

/**
 * Sends an SMS by Twilio to the shop's own people. 201 says that Twilio has queued it. Default events: `bad-news`, `case.opened`.
 * No key recognises a repeat: a reset after Twilio took it sends twice.
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource (read 2026-11-21)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createTwilioAdapter(options: TwilioAdapterOptions): ServerAdapter {
  return defineServerAdapter('twilio', () => {
    const { accountSid, auth, to, from, limit = 335, host = 'https://api.twilio.com' } = options
    need(/^AC\w{6,}$/.test(String(accountSid)), 'accountSid', accountSid, 'AC…')
    need(/^\+\d{7,15}$/.test(String(to)), 'to', to, 'a number in E.164, +4912345678')
    need(/^(\+\d{3,15}|MG\w{6,}|[A-Za-z0-9 ]{1,11})$/.test(String(from)), 'from', from, 'E.164, MG… or a sender’s name')
    need(limit >= 20 && limit <= 1600, 'limit', limit, '20 to 1600')
    const [user, secret] = typeof auth === 'string' ? [accountSid, auth] : [auth?.sid, auth?.secret]
    need(user && secret, 'auth', '(secret)', 'a token, or { sid, secret }')
    const base = needUrl('host', host)
    const url = `${base}/2010-04-01/Accounts/${accountSid}/Messages.json`
    const credentials = basicCredentials(user, secret)
    const secrets = [secret, credentials]
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send: (delivery, signal) => {
        const fields = {
          To: to,
          [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
          Body: renderSms(delivery, limit, options.locale),
        }
        const call = formCall(options, url, fields, { authorization: `Basic ${credentials}` })
        return exchange(call, signal, {
          secrets,
          own: ({ status, json }) => {
            const said = (json ?? {}) as { sid?: unknown; status?: unknown; code?: unknown; message?: unknown }
            if (status >= 200 && status < 300) {
              if (said.status === 'failed' || said.status === 'undelivered') return rejected('failed', 'said at once')
              return said.sid ? delivered() : retry(`HTTP ${status} without a message`)
            }
            const final = isFinal(status)
            // 20429: too many requests, whatever the status. 21611: the number's queue is full.
            if (said.code === 21611) return retry('twilio_21611', 60_000)
            if (!final || typeof said.code !== 'number' || said.code === 20429) return undefined
            return refusal(`twilio_${said.code}`, said.message, secrets)
          },
        })
      },
    }
  })
}
