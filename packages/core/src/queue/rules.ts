import type { Delivery } from '../wire/delivery.ts'
import { classOf, type ParcelClass } from './parcel.ts'

/**
 * The rules that the chaos suite breaks one at a time to prove that it would notice. Nobody else should.
 * @internal
 */
export interface QueueRules {
  /** Lane of a delivery. Broken: one lane for all. */
  readonly classOf: (delivery: Delivery) => ParcelClass
  /** Broken: records are deleted before they are sent. */
  readonly deleteFirst?: boolean
}

/** @internal */
export const soundRules: QueueRules = { classOf }
