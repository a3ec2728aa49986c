import type { Durability } from '../platform/platform.ts'

/**
 * What became of the words that are before the customer now, as far as it is known for certain.
 * `idle`: nothing was said. `saving`: on its way. `sent`: the destination acknowledged exactly these words. `kept`: on
 * this device's disk, will be sent. `blocked`: kept, and `by` refuses the way out (a policy, an ad blocker). `here`:
 * only this page, or a store that a crash can empty, has it. `not_saved`: nowhere; keep the words on the screen.
 * `withdrawn`: taken back by the customer.
 * @public
 */
export type DeliveryState =
  | { readonly is: 'idle' | 'saving' | 'sent' | 'kept' | 'here' | 'not_saved' | 'withdrawn' }
  | { readonly is: 'blocked'; readonly by: string }

/** What is known of the words of one pass. @internal */
export interface DeliveryFacts {
  /** Some of it may be sent. */
  readonly hasWords: boolean
  /** Changed since `revision` was made. */
  readonly isChanged: boolean
  /** Of the latest save. */
  readonly revision: number
  /** Highest revision that the destination acknowledged. */
  readonly acknowledged: number
  /** Which revision was stored last, and how safely. */
  readonly stored: { readonly revision: number; readonly durable: Durability } | undefined
  /** The latest save was refused everywhere, by the destination for good, or not wanted there. */
  readonly isRefused: boolean
  /** `PATIENCE_MS` have passed since the latest press. */
  readonly isLate: boolean
  readonly blockedBy: string | undefined
  readonly isWithdrawn: boolean
}

/** [CS1] The one place that decides what the customer is told. News about an earlier revision never counts for a later one. @internal */
export function deliveryState(facts: DeliveryFacts): DeliveryState {
  const { revision, stored, isLate } = facts
  if (facts.isWithdrawn) return { is: 'withdrawn' }
  if (!facts.hasWords) return { is: 'idle' }
  const durable = stored?.revision === revision ? stored.durable : undefined
  if (!facts.isChanged) {
    if (facts.acknowledged >= revision) return { is: 'sent' }
    // refused for good, or not wanted there: it will not be sent, even if it is stored here
    if (facts.isRefused) return { is: 'not_saved' }
    if (durable === 'disk') return facts.blockedBy ? { is: 'blocked', by: facts.blockedBy } : { is: 'kept' }
    // a crash can empty this store, so it is reported only when the destination does not answer in time
    if (durable === 'memory' || (durable && isLate)) return { is: 'here' }
  }
  return { is: isLate ? 'not_saved' : 'saving' }
}
