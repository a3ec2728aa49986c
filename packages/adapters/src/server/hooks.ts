import type { Delivery } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineAdapter, takesOf } from '../shared/define.ts'
import { contactOf, firstRating, flatAnswers, responseOf } from '../shared/flat.ts'
import { callOptions } from '../shared/http-options.ts'
import { messageOf } from '../shared/message.ts'
import { type MessageOptions, messageCarries } from '../shared/message-options.ts'
import { need, needUrl } from '../shared/options.ts'
import { delivered, exchange, type OutcomeRules, rejected, retry } from '../shared/outcome.ts'
import { renderMessage } from '../shared/render-text.ts'
import { needServer } from '../shared/server-only.ts'
import { toJson } from '../shared/wire-body.ts'

/** Options of {@link createZapierAdapter} and {@link createMakeAdapter}. @public */
export interface HookAdapterOptions extends MessageOptions {
  /** Address of the hook: whoever knows it may post, so it is the secret. */
  readonly url: string
}

/** Options of {@link createN8nAdapter}. @public */
export interface N8nAdapterOptions extends HookAdapterOptions {
  /** What the webhook node asks for: `authorization` (basic, JWT) or a header of one's own. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Posts to a "Catch Hook" of Zapier. The body is flat, so that each field can be picked by a click: `id`, `type`, `timestamp`, `title`,
 * `message`, `rating`, `answers`, `order`, `link`; with `contact` also `email` and `phone`. `id` is the same over all
 * attempts: deduplicate by it in the Zap. Default events: `response.completed`, `case.opened`, `praise.created`.
 * @see https://help.zapier.com/hc/en-us/articles/8496288690317 (read 2026-11-21): 200 with `"status":"success"`
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createZapierAdapter(options: HookAdapterOptions): ServerAdapter {
  needServer('zapier')
  need(/\/hooks\/catch\/\w+\/\w+\/?$/.test(String(options.url)), 'url', '(secret)', 'an address …/hooks/catch/…/…/')
  return hook('zapier', options, {
    own: ({ status, json }) => {
      if (status !== 200) return undefined
      const said = (json as { status?: unknown } | undefined)?.status
      return said === 'success' ? delivered() : retry('Zapier did not say success')
    },
  })
}

/**
 * Posts to a "Custom webhook" of Make, with the body of {@link createZapierAdapter}. 200 is a yes only with the word
 * `Accepted`, or when the scenario answers by itself (`answers: true`). A full queue (400) is a retry.
 * @see https://help.make.com/webhooks (read 2026-11-21): 5 MB, 300 in 10 s, 410 without a scenario
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createMakeAdapter(
  options: HookAdapterOptions & {
    /** Does the scenario end with a "Webhook response"? Then any 2xx is a yes. Default `false`. */
    readonly answers?: boolean
  },
): ServerAdapter {
  needServer('make')
  return hook('make', options, {
    own: ({ status, text }) => {
      if (status === 400 && /queue is full/i.test(text)) return retry('queue is full')
      if (status === 410) return rejected('no_scenario', 'no scenario listens to this hook')
      if (status !== 200 || options.answers) return undefined
      return text.trim() === 'Accepted' ? delivered() : retry('Make did not say Accepted')
    },
  })
}

/**
 * Posts to a webhook node of n8n, with the body of {@link createZapierAdapter}. Let the node answer "when last node finishes" or by a
 * "Respond to Webhook": then 2xx means that it is done, not only begun. 404 says that the workflow is not active.
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook (read 2026-11-21)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createN8nAdapter(options: N8nAdapterOptions): ServerAdapter {
  needServer('n8n')
  const test = 'the address of production: /webhook-test/ only listens while the editor is open'
  need(!/\/webhook-test\//.test(String(options.url)), 'url', '(secret)', test)
  return hook('n8n', options, {
    own: ({ status }) => (status === 404 ? rejected('not_active', 'the workflow is not active') : undefined),
  })
}

function hook(name: string, options: N8nAdapterOptions, rules: OutcomeRules): ServerAdapter {
  const checked = needUrl('url', options.url)
  const call = callOptions(options)
  // The last two parts are what nobody may know; the host is no secret.
  const secrets = [
    options.url,
    ...new URL(checked).pathname.split('/').slice(-2),
    ...Object.values(options.headers ?? {}),
  ]
  const adapter = defineAdapter({
    name,
    carries: messageCarries(options),
    reach: 'service',
    hosts: [new URL(checked).hostname],
    takes: takesOf(options.on, ['response.completed', 'case.opened', 'praise.created']),
    send: (delivery, signal) => {
      const headers = { 'content-type': 'application/json', ...options.headers }
      const body = toJson(flatBody(delivery, options))
      return exchange({ ...call, url: options.url, headers, body }, signal, { ...rules, secrets })
    },
  })
  return { ...adapter, runsOn: 'server' }
}

function flatBody(delivery: Delivery, { locale }: MessageOptions): Record<string, unknown> {
  const message = messageOf(delivery, locale)
  const plain = { markup: 'plain' as const }
  const response = responseOf(delivery)
  const fields = {
    survey: response?.surveyId,
    language: response?.locale,
    rating: firstRating(delivery),
    order: response?.context?.order?.orderId,
    ...contactOf(delivery),
    link: message.link?.url,
  }
  return {
    id: delivery.id,
    type: delivery.type,
    timestamp: new Date(delivery.occurredAt).toISOString(),
    project: delivery.project,
    title: renderMessage({ ...message, lines: [] }, { ...plain, limit: 250, without: ['link'] }),
    message: renderMessage(message, { ...plain, limit: 10_000 }),
    answers: flatAnswers(delivery, 5000),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }
}
