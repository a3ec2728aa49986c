import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter } from '../shared/define.ts'
import { callOptions } from '../shared/http-options.ts'
import { cutText } from '../shared/limits.ts'
import { messageOf } from '../shared/message.ts'
import { type MessageOptions, messageCarries } from '../shared/message-options.ts'
import { FOR_CHATS, newsOf } from '../shared/news.ts'
import { need, needUrl } from '../shared/options.ts'
import { delivered, exchange, retry } from '../shared/outcome.ts'
import { refusal } from '../shared/refusal.ts'
import { renderMessage } from '../shared/render-text.ts'
import { needServer } from '../shared/server-only.ts'
import { toJson } from '../shared/wire-body.ts'

/** Options of {@link createMaxAdapter}. @public */
export interface MaxAdapterOptions extends MessageOptions {
  /** Token of the bot: it is the secret. */
  readonly token: string
  /** Whom to write: a chat that the bot is in, or a person who has started it. */
  readonly to: { readonly chatId: number | string } | { readonly userId: number | string }
  /** Default `https://platform-api2.max.ru`. */
  readonly host?: string
}

/**
 * Sends a message of a bot to a chat of MAX. Its host shows a certificate of the Russian state root: give Node that
 * root by `NODE_EXTRA_CA_CERTS`. Default events: `bad-news`, `case.opened`, `praise.created`. No key recognises a repeat: a reset
 * after MAX took it posts twice.
 * @see https://dev.max.ru/docs-api/methods/POST/messages (read 2026-11-21): 4000 characters; 30 requests a second
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createMaxAdapter(options: MaxAdapterOptions): ServerAdapter {
  needServer('max')
  const { token, host = 'https://platform-api2.max.ru' } = options
  need(/^[\x21-\x7e]{8,}$/.test(String(token)), 'token', '(secret)', 'the token of a bot')
  const target = Object.entries({ chatId: 'chat_id', userId: 'user_id' }).flatMap(([key, name]) => {
    const id = (options.to as Readonly<Record<string, unknown>> | undefined)?.[key]
    return /^-?\d+$/.test(String(id)) ? [`${name}=${id}`] : []
  })
  need(target.length === 1, 'to', options.to, '{ chatId } or { userId }, a number')
  const base = needUrl('host', host)
  const call = { ...callOptions(options), url: `${base}/messages?${target[0]}` }
  const adapter = defineAdapter({
    name: 'max',
    carries: messageCarries(options),
    reach: 'service',
    hosts: [new URL(base).hostname],
    hears: newsOf(options.on, FOR_CHATS),
    send: (delivery, signal) => {
      const message = messageOf(delivery, options.locale)
      const { link } = message
      const button = link && { type: 'link', text: cutText(link.label, 128), url: link.url }
      const body = toJson({
        text: renderMessage(message, { markup: 'html', limit: 4000, without: ['link'] }),
        format: 'html',
        notify: message.urgent,
        // A button's address has a limit of its own; over it the button goes, not the message.
        ...(button && button.url.length <= 2048
          ? { attachments: [{ type: 'inline_keyboard', payload: { buttons: [[button]] } }] }
          : {}),
      })
      const headers = { 'content-type': 'application/json', authorization: token }
      return exchange({ ...call, headers, body }, signal, {
        secrets: [token],
        own: ({ status, json }) => {
          const said = (json ?? {}) as { message?: unknown; code?: unknown }
          if (status === 200) return said.message ? delivered() : retry('a 200 without a message')
          const final = [400, 401, 403, 404].includes(status) && typeof said.code === 'string'
          return final ? refusal(said.code, said.message, [token]) : undefined
        },
      })
    },
  })
  return { ...adapter, runsOn: 'server' }
}
