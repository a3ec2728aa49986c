import type { Delivery } from '../wire/delivery.ts'
import type { Transport } from './transport.ts'
import { faceOf, sendAll } from './wrap.ts'

/**
 * Changes each delivery before it is sent: renames, adds or leaves out fields. The id stays what it was,
 * whatever `change` makes of it, since it is the idempotency key.
 * @public
 */
export function mapFields<T extends Transport>(transport: T, change: (delivery: Delivery) => Delivery): T {
  return faceOf(transport, (deliveries, signal, how) =>
    sendAll(
      transport,
      deliveries.map((delivery) => ({ ...change(delivery), id: delivery.id })),
      signal,
      how,
    ),
  )
}
