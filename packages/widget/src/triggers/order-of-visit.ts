import type { OrderContext } from '@frankly/core'
import { cleanContext } from '@frankly/core/clean'
import type { OrderCandidate, OrderSource } from './order-candidates.ts'
import { orderOfAttributes, orderOfCall, orderOfLayer } from './orders.ts'
import { orderOfJsonLd } from './orders-of-json-ld.ts'

/** A candidate that was read: once, since what it was read from may change or go. */
export interface ReadCandidate extends Pick<OrderCandidate, 'from' | 'route'> {
  /** As the page tells it. `undefined`: it holds none. */
  readonly told: OrderContext | undefined
  /** What of it can be used. */
  readonly order: OrderContext | undefined
  /** A call that names no order: the shop says that something was bought, not what. */
  readonly isBare: boolean
}

/** OrderCandidates as they were found, and as they were read; in the order they were met. */
export type OrderCandidates = (OrderCandidate | ReadCandidate)[]

const READ = {
  call: (raw: unknown) => orderOfCall(raw),
  attributes: (raw: unknown) => orderOfAttributes(raw as DOMStringMap),
  layer: (raw: unknown) => orderOfLayer(raw),
  'json-ld': (raw: unknown) => orderOfJsonLd(raw as readonly string[], Date.now()),
} as const satisfies Record<OrderSource, (raw: unknown) => OrderContext | undefined>

/** Sources, strongest first. */
const SOURCES = Object.keys(READ)

/** Reads what has come since the last time, in its place. */
function read(candidates: OrderCandidates): readonly ReadCandidate[] {
  for (const [at, candidate] of candidates.entries()) if ('raw' in candidate) candidates[at] = readCandidate(candidate)
  return candidates as ReadCandidate[]
}

function readCandidate({ from, route, raw }: OrderCandidate): ReadCandidate {
  try {
    const told = READ[from](raw)
    const isBare = from === 'call' && (raw as { orderId?: unknown } | undefined)?.orderId === undefined
    return { from, route, told, order: told && cleanContext({ order: told }).context.order, isBare }
  } catch {
    // a getter of the page threw: it tells no order
    return { from, route, told: undefined, order: undefined, isBare: false }
  }
}

/** Of the newest page that holds an order, the latest candidate of the strongest source. */
function strongest(candidates: OrderCandidates): ReadCandidate | undefined {
  return [...read(candidates)]
    .reverse()
    .sort((one, other) => other.route - one.route || SOURCES.indexOf(one.from) - SOURCES.indexOf(other.from))
    .find(({ told }) => told)
}

/** The order of this visit. */
export const orderOfVisit = (candidates: OrderCandidates): OrderContext | undefined => strongest(candidates)?.order

/** The same as the page tells it, to name what of it cannot be used. */
export const toldOrder = (candidates: OrderCandidates): OrderContext | undefined => strongest(candidates)?.told

/**
 * Is it a purchase that this page has not heard of? What the page says by itself counts when it holds an order, once for
 * each order; a call without any order counts too, since the shop said so.
 * @param heard - ids of the orders that were heard of; the new one is added
 */
export function isNewPurchase(candidates: OrderCandidates, from: OrderSource | undefined, heard: Set<string>): boolean {
  const order = orderOfVisit(candidates)
  if (!order)
    return from === 'call' && read(candidates).findLast((candidate) => candidate.from === 'call')?.isBare !== false
  const isNew = from === 'call' || !heard.has(order.orderId)
  heard.add(order.orderId)
  return isNew
}
