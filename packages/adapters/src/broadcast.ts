import { ackOutcome, messageFor, waitForAck } from './shared/acks.ts'
import { type Adapter, ALL, type Carries } from './shared/capabilities.ts'
import { need } from './shared/check-options.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import type { HttpOptions } from './shared/http-options.ts'
import { newsOf } from './shared/news.ts'
import { delivered } from './shared/outcome.ts'

export { type AckedDelivery, answerDeliveries } from './shared/acks.ts'

/** Options of {@link createBroadcastAdapter}. @public */
export interface BroadcastAdapterOptions extends Pick<HttpOptions, 'on'> {
  /** Name of the channel. Default `frankly`. */
  readonly channel?: string
  /** `true` (default): delivered only when a listener says so, through {@link answerDeliveries}. */
  readonly ack?: boolean
  /** Milliseconds to wait for a listener's word. Default 2000. */
  readonly timeoutMs?: number
  /** What listeners may be given. Default: everything, since they are of this origin. */
  readonly carries?: Partial<Carries>
}

/**
 * Hands deliveries to other tabs or workers of this origin. The channel is open only while it is used, so that it
 * holds back neither the page cache nor a process.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createBroadcastAdapter(options: BroadcastAdapterOptions = {}): Adapter {
  const { channel: name = 'frankly', ack = true, timeoutMs = 2000 } = options
  need(typeof name === 'string' && name, 'channel', name, 'the name of a channel')
  need(timeoutMs > 0, 'timeoutMs', timeoutMs, 'milliseconds above 0')
  return defineAdapter({
    name: 'broadcast',
    carries: { ...ALL, ...options.carries },
    reach: 'own',
    hears: newsOf(options.on),
    erase: 'send',
    send: async (delivery, signal) => {
      const channel = new BroadcastChannel(name)
      try {
        const answer = ack ? waitForAck(channel, delivery.id, timeoutMs, signal) : undefined
        channel.postMessage(messageFor(delivery))
        return answer ? ackOutcome(await answer) : delivered()
      } finally {
        channel.close()
      }
    },
  })
}
