import type { Durability, Journal } from '../platform/platform.ts'
import type { Delivery } from '../wire/delivery.ts'
import { classOf, toParcel, toRecord } from './parcel.ts'
import { scopeOf } from './scope.ts'
import type { PassState } from './types.ts'

/**
 * Keeps a delivery where the queue of its project will look for what waits, without a queue: for the moment when the
 * queue's own code cannot be fetched. With `pass` the record is the draft as well. Resolves to how safe it is; rejects when no store took it.
 * @public
 */
export async function writeAhead(journal: Journal, delivery: Delivery, pass?: PassState): Promise<Durability> {
  return journal.put([toRecord(toParcel(scopeOf(delivery.project), delivery, classOf(delivery), pass))])
}
