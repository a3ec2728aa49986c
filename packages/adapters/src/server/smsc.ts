import type { SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { formCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_DESKS } from '../shared/news.ts'
import { delivered, outcomeOf, refusal, rejected, retry } from '../shared/outcome.ts'
import { sentBefore } from '../shared/sent-before.ts'
import { sha256 } from '../shared/sha256.ts'
import { renderSms } from '../shared/sms.ts'

/** Options of {@link createSmscAdapter}. @public */
export interface SmscAdapterOptions extends MessageOptions {
  /** An API key, or login and password: the secret. */
  readonly auth: string | { readonly login: string; readonly password: string }
  /** Numbers of the shop's own people. */
  readonly phones: readonly string[]
  /** Name of the sender, registered with SMSC.ru. */
  readonly sender?: string
  /** Longest message, characters. Default 335: five parts in Cyrillic, three in Latin. */
  readonly limit?: number
  /** Default `https://smsc.ru`. */
  readonly host?: string
}

/**
 * Sends an SMS by SMSC.ru to the shop's own people. The message has a number made of the delivery's id, and before a
 * repeat SMSC.ru is asked what became of that message: only one that was sent, or waits to be, counts as delivered. Default events: `bad-news`, `case.opened`.
 * @see https://smsc.ru/api/http/send/sms/ and https://smsc.ru/api/http/status_messages/ (read 2026-11-21): 200 always,
 * refusals stand in the body
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createSmscAdapter(options: SmscAdapterOptions): ServerAdapter {
  return defineServerAdapter('smsc', () => {
    const { auth, phones, sender, limit = 335, host = 'https://smsc.ru' } = options
    const named = Array.isArray(phones) && phones.length > 0 && phones.every((one) => /^\+?\d{7,15}$/.test(one))
    need(named, 'phones', phones, 'numbers of 7 to 15 digits')
    need(limit >= 20 && limit <= 1000, 'limit', limit, '20 to 1000')
    const key = typeof auth === 'string' ? { apikey: auth } : { login: auth?.login, psw: auth?.password }
    need(Object.values(key).every(Boolean), 'auth', '(secret)', 'an API key, or { login, password }')
    const base = needUrl('host', host)
    const secrets = Object.values(key)
    const rules = { own: (reply: HttpReply) => ownOutcome(reply, secrets), secrets }
    return {
      ...messageSpec(options, FOR_DESKS),
      hosts: hostsOf(base),
      send: async (delivery, signal) => {
        const post = (path: string, fields: Record<string, string>): Promise<HttpReply> =>
          httpCall(
            // The secret is never in the address: those stand in logs.
            formCall(options, `${base}/sys/${path}`, { ...key, ...fields, charset: 'utf-8', fmt: '3' }),
            signal,
          )
        const id = await numberOf(delivery.id)
        const look = (): Promise<HttpReply> => post('status.php', { phone: phones[0]!, id })
        const asked = { ...rules, own: (reply: HttpReply) => statusOutcome(reply) ?? ownOutcome(reply, secrets) }
        const before = await sentBefore(delivery, look, isStored, asked)
        if (before) return before
        const mes = renderSms(delivery, limit, options.locale)
        const reply = await post('send.php', { phones: phones.join(','), mes, id, ...(sender ? { sender } : {}) })
        return outcomeOf(reply, rules)
      },
    }
  })
}

/**
 * What SMSC.ru says of a message it was asked for. It is there only when it was sent (0 to 2, 4) or waits to be (−1). −3 it
 * was never taken, 3 it ran out of time, 24 no money was left for it: to be sent (again). Anything else is not delivered.
 */
function isStored({ json }: HttpReply): boolean | undefined {
  const status = statusIn(json)
  if ([-1, 0, 1, 2, 4].includes(status)) return true
  return [-3, 3, 24].includes(status) ? false : undefined
}

/** 20 cannot be delivered, 22 a wrong number, 23 forbidden, 25 the number takes no messages: the same again ends the same. */
function statusOutcome({ status, json }: HttpReply): SendOutcome | undefined {
  const said = statusIn(json)
  if (status !== 200 || Number.isNaN(said)) return undefined
  if ([20, 22, 23, 25].includes(said)) return rejected(`smsc_status_${said}`, 'the message could not be delivered')
  // −2: stopped by somebody, who may let it go on.
  return retry(`SMSC.ru status ${said}`, undefined, 'item')
}

function statusIn(json: unknown): number {
  const { status } = (json ?? {}) as { status?: unknown }
  return typeof status === 'number' ? status : Number.NaN
}

/** Refusals that pass: 3 the account is empty, 4 the address is barred for a while, 9 the same or too much in one minute. */
const PASSING: Readonly<Record<number, number | undefined>> = { 3: undefined, 4: undefined, 9: 60_000 }

function ownOutcome({ status, json }: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  if (status !== 200) return undefined
  const said = (json ?? {}) as { id?: unknown; cnt?: unknown; error_code?: unknown; error?: unknown }
  const code = Number(said.error_code)
  if (code in PASSING) return retry(`SMSC.ru ${code}`, PASSING[code])
  if (code) return refusal(`smsc_${code}`, said.error, secrets)
  return said.id !== undefined && said.cnt !== undefined ? delivered() : retry('a 200 without an id')
}

/** SMSC.ru's ids are numbers from 1 to 2^31 − 1. */
async function numberOf(id: string): Promise<string> {
  const { buffer } = await sha256(id)
  return String((new DataView(buffer).getUint32(0) % 0x7fffffff) + 1)
}
