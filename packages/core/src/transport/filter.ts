import type { Delivery } from '../wire/delivery.ts'
import type { SendOutcome, Transport } from './transport.ts'
import { faceOf, sendAll } from './wrap.ts'

/**
 * Sends only what `wanted` says yes to; the rest is `skipped`, reason `filtered`.
 * @public
 */
export function filter<T extends Transport>(transport: T, wanted: (delivery: Delivery) => boolean): T {
  return faceOf(transport, async (deliveries, signal, how) => {
    const chosen = deliveries.filter(wanted)
    const sent = chosen.length ? await sendAll(transport, chosen, signal, how) : []
    return deliveries.map((delivery): SendOutcome => {
      const at = chosen.indexOf(delivery)
      return at < 0 ? { status: 'skipped', reason: 'filtered' } : sent[at]!
    })
  })
}
