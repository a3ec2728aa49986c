import type { Delivery, SendOutcome } from '@frankly/core'
import { need } from './check-options.ts'
import { delivered, rejected, retry } from './outcome.ts'
import { wireBody } from './wire-body.ts'

/** What is posted: marked, so that a receiver tells it from other messages. */
export interface DeliveryMessage {
  readonly frankly: 'delivery'
  readonly event: Record<string, unknown>
}
interface AckMessage {
  readonly frankly: 'ack'
  readonly id: string
  /** Set when the receiver refuses for good. */
  readonly refused?: string
}

/** What a receiver gets. @public */
export interface AckedDelivery {
  /** The same over all attempts: tells a repeat. */
  readonly id: string
  /** What happened, for example `response.completed`. */
  readonly type: string
  /** The rest of the canonical event: `project`, `timestamp`, `data` … */
  readonly [field: string]: unknown
}

/** Wraps a delivery for posting. */
export function messageFor(delivery: Delivery): DeliveryMessage {
  return { frankly: 'delivery', event: wireBody(delivery) }
}

/** Waits for the receiver's word; `undefined`: none in time. */
export function waitForAck(
  port: Pick<MessagePort, 'addEventListener' | 'removeEventListener'> & { start?(): void },
  id: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<AckMessage | undefined> {
  return new Promise((resolve) => {
    const done = (ack?: AckMessage): void => {
      clearTimeout(timer)
      port.removeEventListener('message', hear)
      signal.removeEventListener('abort', stop)
      resolve(ack)
    }
    const stop = (): void => done()
    const hear = (event: MessageEvent): void => {
      const ack = event.data as Partial<AckMessage> | null
      if (ack?.frankly === 'ack' && ack.id === id) done(ack as AckMessage)
    }
    const timer = setTimeout(stop, timeoutMs)
    port.addEventListener('message', hear)
    port.start?.()
    signal.addEventListener('abort', stop)
  })
}

/** What the receiver's word means. */
export function ackOutcome(ack: AckMessage | undefined): SendOutcome {
  if (!ack) return retry('timeout')
  return ack.refused === undefined ? delivered() : rejected('refused', ack.refused)
}

/**
 * The receiver's side: listens for deliveries and says that each is stored once `store` has resolved. A throw says nothing, so
 * the sender tries again.
 * @param options - `origins`: exact origins that may send; others are not heard. Required for a window, where every page that
 * holds it may post; a port and a channel are heard from whoever has them.
 * @returns a function that stops listening
 * @throws FeedbackError `option-invalid`: a window without origins, or with `*`
 * @public
 */
export function answerDeliveries(
  source: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { postMessage?: unknown },
  store: (event: AckedDelivery) => Promise<void> | void,
  options: { readonly origins?: readonly string[] } = {},
): () => void {
  const { origins } = options
  const fromWindows = 'window' in source && source.window === source
  need(
    !fromWindows || (origins && origins.length > 0 && origins.every(isOrigin)),
    'origins',
    origins,
    'the origins whose pages may send, for example https://shop.example: anybody may post to a window',
  )
  const hear = async (raw: Event): Promise<void> => {
    const message = raw as MessageEvent
    const data = message.data as Partial<DeliveryMessage> | null
    const event = data?.event as AckedDelivery | undefined
    if (data?.frankly !== 'delivery' || typeof event?.id !== 'string') return
    if (origins && !origins.includes(message.origin)) return
    try {
      await store(event)
    } catch {
      return
    }
    const ack: AckMessage = { frankly: 'ack', id: event.id }
    const port = message.ports?.[0]
    if (port) port.postMessage(ack)
    else (source as { postMessage?(ack: AckMessage): void }).postMessage?.(ack)
  }
  source.addEventListener('message', hear)
  ;(source as { start?(): void }).start?.()
  return () => source.removeEventListener('message', hear)
}

function isOrigin(text: unknown): boolean {
  return typeof text === 'string' && URL.canParse(text) && new URL(text).origin === text
}
