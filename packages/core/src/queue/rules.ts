import type { Delivery } from '../wire/delivery.ts'
import { type Priority, priorityOf } from './priority.ts'

/**
 * The rules that the chaos suite breaks one at a time to prove that it would notice. Nobody else should.
 * @internal
 */
export interface QueueRules {
  /** Priority of a delivery. Broken: one for all. */
  readonly priorityOf: (delivery: Delivery) => Priority
  /** Broken: records are deleted before they are sent. */
  readonly deleteFirst?: boolean
}

/** The rules as they are. @internal */
export const soundRules: QueueRules = { priorityOf }
