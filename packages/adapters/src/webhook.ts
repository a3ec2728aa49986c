import { createSigner, type SignatureOptions } from '@frankly/core'
import type { Carries, ServerAdapter } from './shared/capabilities.ts'
import { ALL } from './shared/capabilities.ts'
import { defineAdapter } from './shared/define.ts'
import { callOptions, type HttpOptions } from './shared/http-options.ts'
import { newsOf } from './shared/news.ts'
import { needUrl } from './shared/options.ts'
import { exchange } from './shared/outcome.ts'
import { needServer } from './shared/server-only.ts'
import { toJson, wireBody } from './shared/wire-body.ts'

/** Options of {@link createWebhookAdapter}. @public */
export interface WebhookAdapterOptions extends HttpOptions, SignatureOptions {
  /** Absolute address of the receiver. */
  readonly url: string
  /** What the receiver may be given. Default: everything, since it is the shop's own. */
  readonly carries?: Partial<Carries>
}

/**
 * Posts the canonical event, signed by Standard Webhooks 1.0, so that any of its libraries can verify it.
 * `webhook-id` is the same over all attempts; several secrets sign side by side while a key is rotated; redirects are
 * not followed. 410 is rejected as `http_410`: switch the destination off. Default events: all, erasures too.
 * Server only: the secret would be no secret in a page.
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createWebhookAdapter(options: WebhookAdapterOptions): ServerAdapter {
  needServer('webhook')
  const host = new URL(needUrl('url', options.url)).hostname
  const sign = createSigner(options)
  const call = callOptions(options)
  const adapter = defineAdapter({
    name: 'webhook',
    carries: { ...ALL, ...options.carries },
    reach: 'own',
    hosts: [host],
    hears: newsOf(options.on),
    erase: 'send',
    send: async (delivery, signal) => {
      const body = toJson(wireBody(delivery))
      const headers = { 'content-type': 'application/json', ...(await sign(delivery.id, body)) }
      return await exchange({ ...call, url: options.url, headers, body }, signal)
    },
  })
  return { ...adapter, runsOn: 'server' }
}
