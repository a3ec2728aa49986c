import type { Delivery } from '@frankly/core'
import { hostsOf, needUrl } from './check-options.ts'
import type { ServerAdapterSpec } from './define-server-adapter.ts'
import { contactOf, firstRating, flatAnswers, responseOf } from './flat-answers.ts'
import { jsonCall } from './http-options.ts'
import { messageOf } from './message.ts'
import { type MessageOptions, messageSpec } from './message-options.ts'
import { exchange, type OutcomeRules } from './outcome.ts'
import { renderMessage } from './render-text.ts'

/** Options of the hooks of automation services. @public */
export interface HookOptions extends MessageOptions {
  /** Address of the hook: whoever knows it may post, so it is the secret. */
  readonly url: string
}

/**
 * What an adapter to a hook does: it posts a flat body, so that each field can be picked by a click: `id`, `type`, `timestamp`, `title`, `message`, `rating`,
 * `answers`, `order`, `link`; with `contact` also `email` and `phone`.
 */
export function hookSpec(
  options: HookOptions & { readonly headers?: Readonly<Record<string, string>> },
  rules: OutcomeRules,
): ServerAdapterSpec {
  const checked = needUrl('url', options.url)
  // The last two parts are what nobody may know; the host is no secret.
  const secrets = [
    options.url,
    ...new URL(checked).pathname.split('/').slice(-2),
    ...Object.values(options.headers ?? {}),
  ]
  return {
    ...messageSpec(options, ['response.completed', 'case.opened', 'praise.created']),
    hosts: hostsOf(checked),
    send: (delivery, signal) => {
      const call = jsonCall(options, options.url, flatBody(delivery, options), options.headers)
      return exchange(call, signal, { ...rules, secrets })
    },
  }
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
