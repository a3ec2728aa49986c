import type { ServerAdapter } from '../shared/capabilities.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HookOptions, hookSpec } from '../shared/hook.ts'
import { delivered, retry } from '../shared/outcome.ts'

/** Options of {@link createMakeAdapter}. @public */
export interface MakeAdapterOptions extends HookOptions {
  /** Does the scenario end with a "Webhook response"? Then any 2xx is a yes. Default `false`. */
  readonly answers?: boolean
}

const HOUR = 3_600_000

/**
 * Posts to a "Custom webhook" of Make, with the body of the Zapier adapter. 200 is a yes only with the word
 * `Accepted`, or when the scenario answers by itself (`answers: true`). A full queue (400) is a retry,
 * and so is a hook without a scenario (410): somebody may switch one on.
 * @see https://help.make.com/webhooks: 5 MB, 300 in 10 s, 410 without a scenario
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createMakeAdapter(options: MakeAdapterOptions): ServerAdapter {
  return defineServerAdapter('make', () => {
    return hookSpec(options, {
      own: ({ status, text }) => {
        if (status === 400 && /queue is full/i.test(text)) return retry('queue is full')
        if (status === 410) return retry('no scenario listens to this hook', HOUR)
        if (status !== 200 || options.answers) return undefined
        return text.trim() === 'Accepted' ? delivered() : retry('Make did not say Accepted')
      },
    })
  })
}
