import type { Delivery } from '../wire/delivery.ts'
import type { SendHow, SendOutcome, Transport } from './transport.ts'

/** Sends one; a transport that throws in spite of its contract loses nothing: its throw is a retry. */
export async function sendSafely(transport: Transport, delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> {
  try {
    return await transport.send(delivery, signal)
  } catch (cause) {
    return { status: 'retry', scope: 'item', cause }
  }
}

/** Sends several, in one go when the transport can; always as many outcomes as deliveries. */
export async function sendAll(
  transport: Transport,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
  how?: SendHow,
): Promise<readonly SendOutcome[]> {
  if (!transport.sendMany) {
    return await Promise.all(deliveries.map((delivery) => sendSafely(transport, delivery, signal)))
  }
  try {
    const outcomes = await transport.sendMany(deliveries, signal, how)
    return deliveries.map((_, i) => outcomes[i] ?? { status: 'retry', scope: 'item', cause: 'no outcome' })
  } catch (cause) {
    return deliveries.map(() => ({ status: 'retry', scope: 'item', cause }))
  }
}

/** The outcome when no destination took it and none will: a refusal goes before `skipped`. */
export function firstRefusal(outcomes: readonly SendOutcome[]): SendOutcome | undefined {
  return outcomes.find((outcome) => outcome.status === 'rejected') ?? outcomes[0]
}

/** A transport with the face of `inner` (getters too) and other sending; `sendMany` only where `inner` has it. */
export function faceOf<T extends Transport>(inner: T, sendMany: NonNullable<Transport['sendMany']>): T {
  const send: Transport['send'] = async (delivery, signal) => (await sendMany([delivery], signal))[0]!
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(inner),
      send: { value: send, enumerable: true },
      ...(inner.sendMany ? { sendMany: { value: sendMany, enumerable: true } } : {}),
    },
  ) as T
}
