import { COURIER } from '../catalogue.ts'
import { CURRENCY, type Language } from '../language.ts'
import type { Box, Line } from './basket-store.ts'

/** A placed order, as it stays in the customer's browser. */
export interface Order {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly currency: string
  readonly shipping: number
  /** Goods and delivery. */
  readonly value: number
  readonly items: readonly {
    readonly id: string
    readonly name: string
    readonly price: number
    readonly quantity: number
    readonly category: string
  }[]
}

const KEY = 'kiln-leaf.orders'

/** Makes an order out of the basket. `random` gives a whole number below its argument. */
export function makeOrder(
  lines: readonly Line[],
  buyer: { readonly name: string; readonly email: string; readonly delivery: 'courier' | 'pickup' },
  language: Language,
  random: (below: number) => number,
): Order {
  const currency = CURRENCY[language]
  const items = lines.map((line) => ({
    id: line.product.id,
    name: line.product.name[language],
    price: line.product.price[currency],
    quantity: line.quantity,
    category: line.product.kind,
  }))
  const shipping = buyer.delivery === 'courier' ? COURIER[currency] : 0
  const goods = items.reduce((sum, item) => sum + item.price * item.quantity, 0)
  return {
    id: `A-${10_000_000 + random(90_000_000)}`,
    name: buyer.name,
    email: buyer.email,
    currency,
    shipping,
    value: goods + shipping,
    items,
  }
}

/** Keeps the order, so that the thank-you page survives a reload and a new day. */
export function keepOrder(box: Box, order: Order): void {
  box.setItem(KEY, JSON.stringify([order, ...allOrders(box)].slice(0, 20)))
}

export function findOrder(box: Box, id: string | null): Order | undefined {
  return allOrders(box).find((order) => order.id === id)
}

function allOrders(box: Box): Order[] {
  try {
    const kept: unknown = JSON.parse(box.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? (kept as Order[]) : []
  } catch {
    return []
  }
}

/** GA4 `purchase`, as a tag manager expects it. */
export function purchaseEvent(order: Order): Record<string, unknown> {
  return {
    event: 'purchase',
    ecommerce: {
      transaction_id: order.id,
      value: order.value,
      currency: order.currency,
      shipping: order.shipping,
      items: order.items.map((item) => ({
        item_id: item.id,
        item_name: item.name,
        price: item.price,
        quantity: item.quantity,
        item_category: item.category,
      })),
    },
  }
}
