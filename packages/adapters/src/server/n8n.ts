import type { ServerAdapter } from '../shared/capabilities.ts'
import { need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HookOptions, hookSpec } from '../shared/hook.ts'
import { retry } from '../shared/outcome.ts'

/** Options of {@link createN8nAdapter}. @public */
export interface N8nAdapterOptions extends HookOptions {
  /** What the webhook node asks for: `authorization` (basic, JWT) or a header of one's own. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Posts to a webhook node of n8n, with the body of the Zapier adapter. Let the node answer "when last node finishes" or by a
 * "Respond to Webhook": then 2xx means that it is done, not only begun. 404 says that
 * the workflow is not active; it may be switched on again, so it is tried again.
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createN8nAdapter(options: N8nAdapterOptions): ServerAdapter {
  return defineServerAdapter('n8n', () => {
    const test = 'the address of production: /webhook-test/ only listens while the editor is open'
    need(!/\/webhook-test\//.test(String(options.url)), 'url', '(secret)', test)
    return hookSpec(options, {
      own: ({ status }) => (status === 404 ? retry('the workflow is not active', 60_000) : undefined),
    })
  })
}
