import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { delivered, outcomeOf, retry } from '../shared/outcome.ts'
import { renderText } from '../shared/render-text.ts'

/** Options of {@link createTelegramAdapter}. @public */
export interface TelegramAdapterOptions extends MessageOptions {
  /** Token of the bot, `123456:ABC…`: it is the secret. */
  readonly token: string
  /** Id of the chat (groups: negative), or `@name` of a channel. */
  readonly chatId: number | string
  /** Topic in a group that has topics. */
  readonly threadId?: number
  /** Bring praise and plain answers without a sound? Default `true`. */
  readonly quiet?: boolean
  /** Default `https://api.telegram.org`; or a Bot API server of one's own. */
  readonly host?: string
}

/** What the Bot API answers. */
interface BotReply {
  readonly ok?: boolean
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}

/**
 * Sends a message of a bot to a Telegram chat. A group that became a supergroup is followed to its new id. Default events: `bad-news`, `case.opened`, `praise.created`. No key recognises a repeat: a reset after Telegram took it posts twice.
 * @see https://core.telegram.org/bots/api#sendmessage (read 2026-11-21): 1–4096 characters; 20 a minute in one group
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createTelegramAdapter(options: TelegramAdapterOptions): ServerAdapter {
  return defineServerAdapter('telegram', () => {
    const { token, host = 'https://api.telegram.org', threadId, quiet = true } = options
    need(/^\d+:[\w-]{6,}$/.test(String(token)), 'token', '(secret)', 'the token of a bot, 123456:ABC…')
    let chat = String(options.chatId)
    need(/^(-?\d+|@\w+)$/.test(chat), 'chatId', options.chatId, 'a number or @name')
    const base = needUrl('host', host)
    const url = `${base}/bot${token}/sendMessage`
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: hostsOf(base),
      send: async (delivery, signal) => {
        // The limit counts text without tags; with them it is only stricter.
        const text = renderText(delivery, { markup: 'html', limit: 4096, locale: options.locale })
        const post = (): Promise<HttpReply> => {
          const call = jsonCall(options, url, {
            chat_id: chat,
            text,
            parse_mode: 'HTML',
            link_preview_options: { is_disabled: true },
            ...(threadId === undefined ? {} : { message_thread_id: threadId }),
            ...(quiet && delivery.lane !== 'urgent' ? { disable_notification: true } : {}),
          })
          return httpCall(call, signal)
        }
        let reply = await post()
        const moved = wordsOf(reply).parameters?.migrate_to_chat_id
        if (reply.status === 400 && moved) {
          chat = String(moved)
          reply = await post()
        }
        return outcomeOf(reply, {
          secrets: [token],
          floor: (busy) => secondsOf(wordsOf(busy).parameters?.retry_after),
          own: ({ status }) => {
            if (status !== 200) return undefined
            return wordsOf(reply).ok === true ? delivered() : retry('a 200 that is not of Telegram')
          },
        })
      },
    }
  })
}

function wordsOf(reply: HttpReply): BotReply {
  return (reply.json ?? {}) as BotReply
}

function secondsOf(seconds: number | undefined): number | undefined {
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined
}
