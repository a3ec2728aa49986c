import type { Delivery } from '@frankly/core'
import { ackOutcome, type DeliveryMessage, messageFor, waitForAck } from './shared/acks.ts'
import { type Adapter, ALL, type Carries } from './shared/capabilities.ts'
import { need } from './shared/check-options.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import type { HttpOptions } from './shared/http-options.ts'
import { newsOf } from './shared/news.ts'
import { delivered } from './shared/outcome.ts'

export { type AckedDelivery, answerDeliveries } from './shared/acks.ts'

/** Anything that takes a message: a window, a `MessagePort`, a native web view's bridge. @public */
export interface MessageTarget {
  /** Called with the message, and for a window with its origin. */
  // biome-ignore lint/suspicious/noExplicitAny: the three platforms have three signatures, none assignable to another
  postMessage(message: any, ...more: any[]): unknown
}

/** Options of {@link createPostMessageAdapter}. @public */
export interface PostMessageAdapterOptions extends Pick<HttpOptions, 'on'> {
  /** `parent` (default): the frame around this page. Or any target, for example `webkit.messageHandlers.frankly`. */
  readonly target?: 'parent' | MessageTarget
  /** Origin that may read it, when the target is a window. Required then; `*` is refused, since answers are personal. */
  readonly targetOrigin?: string
  /**
   * `true` (default for windows and ports): delivered only when the receiver says so, through {@link answerDeliveries}.
   * `false` (for native bridges, which take text and cannot answer): delivered when handed over.
   */
  readonly ack?: boolean
  /** Milliseconds to wait for the receiver's word. Default 5000. */
  readonly timeoutMs?: number
  /** What the receiver may be given. Default: everything. */
  readonly carries?: Partial<Carries>
}

/**
 * Hands deliveries to a parent frame, a port or the app around a web view.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createPostMessageAdapter(options: PostMessageAdapterOptions = {}): Adapter {
  const { targetOrigin, timeoutMs = 5000 } = options
  const target = options.target === undefined || options.target === 'parent' ? globalThis.parent : options.target
  need(typeof target?.postMessage === 'function', 'target', typeof target, 'something with postMessage')
  const isWindow = 'window' in target && target.window === target
  need(
    !isWindow || (targetOrigin && targetOrigin !== '*'),
    'targetOrigin',
    targetOrigin,
    'the origin that may read answers',
  )
  need(timeoutMs > 0, 'timeoutMs', timeoutMs, 'milliseconds above 0')
  const ack = options.ack ?? true
  const hand = (message: DeliveryMessage, transfer: Transferable[]): unknown =>
    isWindow ? target.postMessage(message, targetOrigin, transfer) : target.postMessage(message, transfer)
  return defineAdapter({
    name: 'post-message',
    carries: { ...ALL, ...options.carries },
    reach: 'own',
    hears: newsOf(options.on),
    erase: 'send',
    send: async (delivery: Delivery, signal) => {
      if (!ack) {
        // Native bridges take text only.
        if (isWindow) target.postMessage(messageFor(delivery), targetOrigin)
        else target.postMessage(JSON.stringify(messageFor(delivery)))
        return delivered()
      }
      const { port1, port2 } = new MessageChannel()
      try {
        const answer = waitForAck(port1, delivery.id, timeoutMs, signal)
        hand(messageFor(delivery), [port2])
        return ackOutcome(await answer)
      } finally {
        port1.close()
      }
    },
  })
}
