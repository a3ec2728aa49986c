import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { jsonCall } from '../shared/http-options.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { delivered, exchange, refusal, retry } from '../shared/outcome.ts'
import { renderText } from '../shared/render-text.ts'

/** Options of {@link createDiscordAdapter}. @public */
export interface DiscordAdapterOptions extends MessageOptions {
  /** Address of the webhook, `https://discord.com/api/webhooks/<id>/<token>`: it is the secret. */
  readonly url: string
  /** Thread of the channel to post in. */
  readonly threadId?: string
}

/** A message whose links show no preview. */
const SUPPRESS_EMBEDS = 4

/**
 * Posts a message to a Discord channel; it mentions nobody, whatever a customer writes. Default events: `bad-news`, `case.opened`, `praise.created`. No key recognises a repeat: a reset after Discord took it posts twice.
 * @see https://docs.discord.com/developers/resources/webhook#execute-webhook (read 2026-11-21): 2000 characters;
 * 429 says `retry_after` in seconds, with a fraction
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createDiscordAdapter(options: DiscordAdapterOptions): ServerAdapter {
  return defineServerAdapter('discord', () => {
    const address = needUrl('url', options.url)
    need(
      /\/webhooks\/\d+\/[\w-]+$/.test(address),
      'url',
      '(secret)',
      'an address that ends in /api/webhooks/<id>/<token>',
    )
    const { threadId } = options
    need(threadId === undefined || /^\d+$/.test(threadId), 'threadId', threadId, 'a number')
    // Only with `wait` does the answer come after the message is made.
    const url = `${address}?wait=true${threadId ? `&thread_id=${threadId}` : ''}`
    const secrets = [address, address.split('/').at(-1)!]
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: hostsOf(address),
      send: (delivery, signal) => {
        const call = jsonCall(options, url, {
          content: renderText(delivery, { markup: 'discord', limit: 2000, locale: options.locale }),
          allowed_mentions: { parse: [] },
          flags: SUPPRESS_EMBEDS,
        })
        return exchange(call, signal, {
          secrets,
          floor: ({ json }) => {
            const seconds = (json as { retry_after?: unknown } | undefined)?.retry_after
            return typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined
          },
          own: ({ status, json }) => {
            const said = (json ?? {}) as { id?: unknown; code?: unknown; message?: unknown }
            if (status === 200) return said.id ? delivered() : retry('a 200 without a message')
            const final = [400, 401, 403, 404].includes(status) && typeof said.code === 'number'
            // Code 0 is its general word: the status says more.
            const code = said.code || `http_${status}`
            return final ? refusal(`discord_${code}`, said.message, secrets) : undefined
          },
        })
      },
    }
  })
}
