import type { Delivery, SendOutcome } from '@frankly/core'
import { type Adapter, ALL } from './shared/capabilities.ts'
import { need } from './shared/check-options.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import { delivered } from './shared/outcome.ts'

/** Options of {@link createMemoryAdapter}. @public */
export interface MemoryAdapterOptions {
  /** Keeps the newest so many. Default 1000. */
  readonly limit?: number
  /** What to answer, for tests of what happens then. Default: delivered. */
  readonly answer?: (delivery: Delivery) => SendOutcome
}

/** An adapter whose deliveries can be looked at. @public */
export interface MemoryAdapter extends Adapter {
  /** Delivered ones, each id once, oldest first. */
  readonly deliveries: readonly Delivery[]
  /** Forgets all. */
  clear(): void
}

/**
 * Keeps deliveries in memory, each id once: for tests and demos.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createMemoryAdapter(options: MemoryAdapterOptions = {}): MemoryAdapter {
  const limit = options.limit ?? 1000
  need(Number.isInteger(limit) && limit > 0, 'limit', limit, 'a whole number from 1')
  const kept = new Map<string, Delivery>()
  const adapter = defineAdapter({
    name: 'memory',
    carries: ALL,
    reach: 'own',
    erase: 'send',
    send: async (delivery) => {
      const outcome = options.answer?.(delivery) ?? delivered()
      if (outcome.status !== 'delivered') return outcome
      kept.set(delivery.id, delivery)
      const oldest = kept.keys().next().value
      if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
      return outcome
    },
  })
  return {
    ...adapter,
    get deliveries() {
      return [...kept.values()]
    },
    clear: () => kept.clear(),
  }
}
