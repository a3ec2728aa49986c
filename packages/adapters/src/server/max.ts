import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needToken, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { jsonCall } from '../shared/http-options.ts'
import { cutText } from '../shared/limits.ts'
import { messageOf } from '../shared/message.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { delivered, exchange, refusal, retry } from '../shared/outcome.ts'
import { renderMessage } from '../shared/render-text.ts'

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
  return defineServerAdapter('max', () => {
    const { token, host = 'https://platform-api2.max.ru' } = options
    needToken('token', token, 'the token of a bot')
    const target = Object.entries({ chatId: 'chat_id', userId: 'user_id' }).flatMap(([key, name]) => {
      const id = (options.to as Readonly<Record<string, unknown>> | undefined)?.[key]
      return /^-?\d+$/.test(String(id)) ? [`${name}=${id}`] : []
    })
    need(target.length === 1, 'to', options.to, '{ chatId } or { userId }, a number')
    const base = needUrl('host', host)
    const url = `${base}/messages?${target[0]}`
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: hostsOf(base),
      send: (delivery, signal) => {
        const message = messageOf(delivery, options.locale)
        const { link } = message
        const button = link && { type: 'link', text: cutText(link.label, 128), url: link.url }
        const content = {
          text: renderMessage(message, { markup: 'html', limit: 4000, without: ['link'] }),
          format: 'html',
          notify: message.urgent,
          // A button's address has a limit of its own; over it the button goes, not the message.
          ...(button && button.url.length <= 2048
            ? { attachments: [{ type: 'inline_keyboard', payload: { buttons: [[button]] } }] }
            : {}),
        }
        const call = jsonCall(options, url, content, { authorization: token })
        return exchange(call, signal, {
          secrets: [token],
          own: ({ status, json }) => {
            const said = (json ?? {}) as { message?: unknown; code?: unknown }
            if (status === 200) return said.message ? delivered() : retry('a 200 without a message')
            const final = [400, 401, 403, 404].includes(status) && typeof said.code === 'string'
            return final ? refusal(said.code, said.message, [token]) : undefined
          },
        })
      },
    }
  })
}
