import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter } from '../shared/define.ts'
import { type HttpReply, httpCall } from '../shared/http.ts'
import { callOptions } from '../shared/http-options.ts'
import { type MessageOptions, messageCarries } from '../shared/message-options.ts'
import { FOR_CHATS, newsOf } from '../shared/news.ts'
import { need, needUrl } from '../shared/options.ts'
import { delivered, outcomeOf, retry } from '../shared/outcome.ts'
import { renderText } from '../shared/render-text.ts'
import { needServer } from '../shared/server-only.ts'
import { toJson } from '../shared/wire-body.ts'

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
  needServer('telegram')
  const { token, host = 'https://api.telegram.org', threadId, quiet = true } = options
  need(/^\d+:[\w-]{6,}$/.test(String(token)), 'token', '(secret)', 'the token of a bot, 123456:ABC…')
  let chat = String(options.chatId)
  need(/^(-?\d+|@\w+)$/.test(chat), 'chatId', options.chatId, 'a number or @name')
  const base = needUrl('host', host)
  const call = { ...callOptions(options), url: `${base}/bot${token}/sendMessage` }
  const adapter = defineAdapter({
    name: 'telegram',
    carries: messageCarries(options),
    reach: 'service',
    hosts: [new URL(base).hostname],
    hears: newsOf(options.on, FOR_CHATS),
    send: async (delivery, signal) => {
      // The limit counts text without tags; with them it is only stricter.
      const text = renderText(delivery, { markup: 'html', limit: 4096, locale: options.locale })
      const post = (): Promise<HttpReply> => {
        const body = toJson({
          chat_id: chat,
          text,
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
          ...(threadId === undefined ? {} : { message_thread_id: threadId }),
          ...(quiet && delivery.lane !== 'urgent' ? { disable_notification: true } : {}),
        })
        return httpCall({ ...call, headers: { 'content-type': 'application/json' }, body }, signal)
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
  })
  return { ...adapter, runsOn: 'server' }
}

function wordsOf(reply: HttpReply): BotReply {
  return (reply.json ?? {}) as BotReply
}

function secondsOf(seconds: number | undefined): number | undefined {
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined
}
