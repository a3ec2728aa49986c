import type { Carries, ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter } from '../shared/define.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { messageOf } from '../shared/message.ts'
import { FOR_CHATS, newsOf } from '../shared/news.ts'
import { need, needUrl } from '../shared/options.ts'
import { delivered, exchange, rejected, retry } from '../shared/outcome.ts'
import { needServer } from '../shared/server-only.ts'
import { slackMessage } from '../shared/slack-message.ts'
import type { StaffLocale } from '../shared/words.ts'

/** Options of {@link createSlackAdapter}. @public */
export interface SlackAdapterOptions extends HttpOptions {
  /** Address of the incoming webhook, `https://hooks.slack.com/services/T…/B…/X…`: it is the secret. */
  readonly url: string
  /** Language of the message. Default `en`. */
  readonly locale?: StaffLocale
  /** May the channel see reply addresses and receipt codes? Default `false`. */
  readonly contact?: boolean
}

/**
 * Posts a message with blocks to a Slack channel. Default events: `bad-news`, `case.opened`, `praise.created`.
 * Slack has no idempotency key: a reset after Slack took it posts twice.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (read 2026-11-21)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createSlackAdapter(options: SlackAdapterOptions): ServerAdapter {
  needServer('slack')
  const url = needUrl('url', options.url)
  need(/\/services\/\w+\/\w+\/\w+$/.test(url), 'url', '(secret)', 'an address that ends in /services/T…/B…/X…')
  const call = callOptions(options)
  const carries: Carries = { contact: options.contact ?? false, text: true, order: true, subject: false }
  const adapter = defineAdapter({
    name: 'slack',
    carries,
    reach: 'service',
    hosts: [new URL(url).hostname],
    hears: newsOf(options.on, FOR_CHATS),
    send: (delivery, signal) => {
      const message = messageOf(delivery, options.locale)
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(slackMessage(message))
      return exchange({ ...call, url, headers, body }, signal, {
        secrets: [url, ...url.split('/').slice(-3)],
        // Slack's word is the body: `ok`, or the reason. Those below never come right by themselves.
        own: (reply) => {
          if (reply.status === 200)
            return reply.text.trim() === 'ok' ? delivered() : retry('a 200 that is not of Slack')
          const word = /^[a-z_]{3,60}$/.exec(reply.text.trim())?.[0]
          return word && [400, 403, 404, 410].includes(reply.status)
            ? rejected(word, `HTTP ${reply.status}`)
            : undefined
        },
      })
    },
  })
  return { ...adapter, runsOn: 'server' }
}
