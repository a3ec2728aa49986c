import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { jsonCall } from '../shared/http-options.ts'
import { messageOf } from '../shared/message.ts'
import { type MessageOptions, messageSpec } from '../shared/message-options.ts'
import { FOR_CHATS } from '../shared/news.ts'
import { delivered, exchange, rejected, retry } from '../shared/outcome.ts'
import { slackMessage } from '../shared/slack-message.ts'

/** Options of {@link createSlackAdapter}. @public */
export interface SlackAdapterOptions extends MessageOptions {
  /** Address of the incoming webhook, `https://hooks.slack.com/services/T…/B…/X…`: it is the secret. */
  readonly url: string
}

/**
 * Posts a message with blocks to a Slack channel. Default events: `bad-news`, `case.opened`, `praise.created`.
 * Slack has no idempotency key: a reset after Slack took it posts twice.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (read 2026-11-21)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createSlackAdapter(options: SlackAdapterOptions): ServerAdapter {
  return defineServerAdapter('slack', () => {
    const url = needUrl('url', options.url)
    need(/\/services\/\w+\/\w+\/\w+$/.test(url), 'url', '(secret)', 'an address that ends in /services/T…/B…/X…')
    return {
      ...messageSpec(options, FOR_CHATS),
      hosts: hostsOf(url),
      send: (delivery, signal) => {
        const message = messageOf(delivery, options.locale)
        const call = jsonCall(options, url, slackMessage(message))
        return exchange(call, signal, {
          secrets: [url, ...url.split('/').slice(-3)],
          // The body says what happened: `ok`, or the reason. With these statuses a retry would fail again.
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
    }
  })
}
