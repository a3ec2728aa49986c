import type { OrderContext, OrderItem } from '../model/response.ts'
import { type Cleaner, fields, flag, name, needing, number, word } from './clean.ts'

/** Lines of an order that are kept; the first ones say what it was. */
const MOST_LINES = 200

const ITEM: Record<keyof OrderItem, Cleaner> = {
  id: word(200),
  name: word(400),
  price: number,
  quantity: number,
  category: word(200),
}

const ORDER: Record<keyof OrderContext, Cleaner> = {
  orderId: name(200),
  value: number,
  currency: (value) => (typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : undefined),
  items: (value, path, dropped) => {
    if (!Array.isArray(value)) return undefined
    const items = value
      .slice(0, MOST_LINES)
      .map((item, i) => needing('name', fields(ITEM))(item, `${path}[${i}]`, dropped))
    return items.filter((item) => item !== undefined)
  },
  coupon: word(200),
  firstOrder: flag,
  deliveryMethod: word(200),
  signature: word(200),
}

/** An order within limits; nothing without its number. */
export const orderCleaner: Cleaner = needing('orderId', fields(ORDER))
