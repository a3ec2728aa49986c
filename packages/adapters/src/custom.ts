import type { Delivery, SendOutcome } from '@frankly/core'
import type { Adapter, Carries, Reach } from './shared/capabilities.ts'
import { ALL } from './shared/capabilities.ts'
import { need } from './shared/check-options.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import type { HttpOptions } from './shared/http-options.ts'
import { newsOf } from './shared/news.ts'
import { delivered, rejected } from './shared/outcome.ts'

/** Options of {@link createCustomAdapter}. @public */
export interface CustomAdapterOptions extends Pick<HttpOptions, 'on'> {
  /**
   * Sends one delivery. Return nothing when it is stored, or an outcome; throw for trouble on the way, which is a retry.
   * May be called again with the same `delivery.id`: the receiver must recognise it.
   */
  readonly send:
    | ((delivery: Delivery, signal: AbortSignal) => SendOutcome | Promise<SendOutcome>)
    | ((delivery: Delivery, signal: AbortSignal) => Promise<void>)
    | ((delivery: Delivery, signal: AbortSignal) => void)
  /** Name for logs and tables. Default `custom`. */
  readonly name?: string
  /** What it may be given. Default: everything. */
  readonly carries?: Partial<Carries>
  /** Default `own`. */
  readonly reach?: Reach
  /** Hosts it sends to, for the privacy gate. */
  readonly hosts?: readonly string[]
}

/**
 * Makes an adapter of a function.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createCustomAdapter(options: CustomAdapterOptions): Adapter {
  need(typeof options.send === 'function', 'send', typeof options.send, 'a function')
  return defineAdapter({
    name: options.name ?? 'custom',
    carries: { ...ALL, ...options.carries },
    reach: options.reach ?? 'own',
    hosts: options.hosts ?? [],
    hears: newsOf(options.on),
    erase: 'send',
    send: async (delivery, signal) => {
      const outcome: unknown = await options.send(delivery, signal)
      if (outcome === undefined || outcome === null) return delivered()
      return isOutcome(outcome) ? outcome : rejected('unknown_result', `send returned ${typeof outcome}`)
    },
  })
}

const OUTCOMES: readonly SendOutcome['status'][] = ['delivered', 'retry', 'overtaken', 'rejected', 'skipped']

function isOutcome(value: unknown): value is SendOutcome {
  const status = (value as { status?: unknown }).status
  return OUTCOMES.includes(status as SendOutcome['status'])
}
