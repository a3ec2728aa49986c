import type { ServerAdapter } from '../shared/capabilities.ts'
import { need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HookOptions, hookSpec } from '../shared/hook.ts'
import { delivered, retry } from '../shared/outcome.ts'

/** Options of {@link createZapierAdapter}. @public */
export type ZapierAdapterOptions = HookOptions

/**
 * Posts to a "Catch Hook" of Zapier. The body is flat, so that each field can be picked by a click: `id`, `type`, `timestamp`, `title`,
 * `message`, `rating`, `answers`, `order`, `link`; with `contact` also `email` and `phone`. `id` is the same over all
 * attempts: deduplicate by it in the Zap. Default events: `response.completed`, `case.opened`, `praise.created`.
 * @see https://help.zapier.com/hc/en-us/articles/8496288690317: 200 with `"status":"success"`
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createZapierAdapter(options: ZapierAdapterOptions): ServerAdapter {
  return defineServerAdapter('zapier', () => {
    need(/\/hooks\/catch\/\w+\/\w+\/?$/.test(String(options.url)), 'url', '(secret)', 'an address …/hooks/catch/…/…/')
    return hookSpec(options, {
      own: ({ status, json }) => {
        if (status !== 200) return undefined
        const said = (json as { status?: unknown } | undefined)?.status
        return said === 'success' ? delivered() : retry('Zapier did not say success')
      },
    })
  })
}
