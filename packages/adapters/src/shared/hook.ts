import type { Delivery } from '@frankly/core'
import type { ServerAdapter } from './capabilities.ts'
import { defineAdapter } from './define.ts'
import { contactOf, firstRating, flatAnswers, responseOf } from './flat.ts'
import { callOptions } from './http-options.ts'
import { messageOf } from './message.ts'
import { type MessageOptions, messageCarries } from './message-options.ts'
import { newsOf } from './news.ts'
import { needUrl } from './options.ts'
import { exchange, type OutcomeRules } from './outcome.ts'
import { renderMessage } from './render-text.ts'
import { toJson } from './wire-body.ts'

/** Options of the hooks of automation services. @public */
export interface HookOptions extends MessageOptions {
  /** Address of the hook: whoever knows it may post, so it is the secret. */
  readonly url: string
}

/**
 * Posts a flat body to a hook, so that each field can be picked by a click: `id`, `type`, `timestamp`, `title`, `message`, `rating`,
 * `answers`, `order`, `link`; with `contact` also `email` and `phone`.
 */
export function hook(
  name: string,
  options: HookOptions & { readonly headers?: Readonly<Record<string, string>> },
  rules: OutcomeRules,
): ServerAdapter {
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
    hears: newsOf(options.on, ['response.completed', 'case.opened', 'praise.created']),
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
