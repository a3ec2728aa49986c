import type { Adapter } from '@frankly/adapters'
import type { Delivery } from '@frankly/core'

/** How long an unfinished answer may still become a finished one, ms: most people are done in a minute or gone. */
const PATIENCE = 10 * 60_000

/**
 * Whether to wait for the finished answer: unfinished bad news for people. They get one message with all of it, not one for
 * each press. A destination that asks for `answer.saved` by name gets every step at once.
 */
export function waitsForCompletion({ hears }: Pick<Adapter, 'hears'>, delivery: Delivery): boolean {
  return delivery.type === 'answer.saved' && !hears.includes('answer.saved')
}

/** How long to wait for the finished answer, ms; 0: no longer. */
export function waitForCompletion(adapter: Pick<Adapter, 'hears'>, delivery: Delivery, now: number): number {
  if (!waitsForCompletion(adapter, delivery) || delivery.lane !== 'urgent') return 0
  return Math.min(PATIENCE, delivery.occurredAt + PATIENCE - now)
}
