import { createSigner, type SignatureOptions } from '@frankly/core/transport'
import type { Carries, ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { callOptions, type HttpOptions, JSON_TYPE } from '../shared/http-options.ts'
import { exchange } from '../shared/outcome.ts'
import { pipeSpec } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

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
  return defineServerAdapter('webhook', () => {
    const checked = needUrl('url', options.url)
    const sign = createSigner(options)
    const call = callOptions(options)
    return {
      ...pipeSpec(options),
      hosts: hostsOf(checked),
      send: async (delivery, signal) => {
        const body = toJson(wireBody(delivery))
        const headers = { ...JSON_TYPE, ...(await sign(delivery.id, body)) }
        return await exchange({ ...call, url: options.url, headers, body }, signal)
      },
    }
  })
}
