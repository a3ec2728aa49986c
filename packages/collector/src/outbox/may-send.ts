import type { Adapter } from '@frankly/adapters'
import type { Delivery } from '@frankly/core'

/**
 * Whether the customer lets this adapter have the delivery: analytics need a granted `analytics` consent in the
 * response itself, since a server cannot ask the browser. Erasures always go.
 */
export function maySend(adapter: Pick<Adapter, 'reach'>, delivery: Delivery): boolean {
  if (adapter.reach !== 'analytics' || delivery.type === 'subject.erased') return true
  const consents = delivery.data.response?.consents ?? []
  return consents.findLast(({ purpose }) => purpose === 'analytics')?.granted === true
}
