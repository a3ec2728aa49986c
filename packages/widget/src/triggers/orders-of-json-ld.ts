import type { OrderContext } from '@frankly/core'
import { orderOf } from './orders.ts'

type Node = Readonly<Record<string, unknown>>

/** States of an order (schema.org `OrderStatus`) that follow long after the purchase, or undo it. */
const LATER = /(?:Delivered|Returned|Cancelled|Problem|InTransit|PickupAvailable)$/
/** An order that is older was not placed on this page, ms. Two days: a date without a time may be of any zone. */
const FRESH_MS = 2 * 86_400_000
/** Deeper than any shop nests. */
const DEEPEST = 12

/**
 * The order that the page's JSON-LD speaks of: `Order` as a plain or full name, alone, in a list, in a graph or inside
 * another node. `undefined` for a list of several orders (a history), for one that is delivered, returned, cancelled or on
 * its way, and for one placed more than two days ago: such a page is an order history, not a thank-you page.
 * @param texts - contents of the page's `application/ld+json` scripts; what is no JSON is passed over
 */
export function orderOfJsonLd(texts: readonly string[], now: number): OrderContext | undefined {
  const found = new Map<string, OrderContext | undefined>()
  for (const node of texts.flatMap((text) => [...ordersIn(parsed(text), 0)])) {
    const order = orderOf(textOf(node['orderNumber']), flat(node), linesOf(node))
    if (order) found.set(order.orderId, isFresh(node, now) ? order : undefined)
  }
  return found.size === 1 ? [...found.values()][0] : undefined
}

/** Some pages wrap the text in a comment or CDATA, for readers of long ago. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(
      text.replace(
        /^[\s\ufeff]*(?:<!--|(?:\/\/|\/\*)?\s*<!\[CDATA\[(?:\s*\*\/)?)?|(?:-->|(?:\/\/|\/\*)?\s*\]\]>(?:\s*\*\/)?)?\s*;?\s*$/g,
        '',
      ),
    )
  } catch {
    return undefined
  }
}

function* ordersIn(value: unknown, depth: number): Generator<Node> {
  if (!value || typeof value !== 'object' || depth > DEEPEST) return
  if (Array.isArray(value)) {
    for (const each of value) yield* ordersIn(each, depth + 1)
    return
  }
  const node = shortNamed(value)
  if (namesOf(node['@type']).includes('Order')) yield node
  else for (const each of Object.values(node)) yield* ordersIn(each, depth + 1)
}

/** `https://schema.org/orderNumber` and `schema:orderNumber` as `orderNumber`. */
function shortNamed(node: object): Node {
  const named: Record<string, unknown> = Object.create(null)
  for (const [name, value] of Object.entries(node)) named[lastPart(name)] = value
  return named
}

const lastPart = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value ? [value] : [])
const namesOf = (value: unknown): readonly string[] => listOf(value).map((name) => lastPart(String(textOf(name))))

function nodeOf(value: unknown): Node {
  const [one] = listOf(value)
  return one && typeof one === 'object' ? shortNamed(one) : {}
}

/** A value, or the value of an expanded one: `{"@value": "A-1"}`, `{"@id": "…"}`. */
function textOf(value: unknown): unknown {
  const [one] = listOf(value)
  if (!one || typeof one !== 'object') return one
  const node = one as Node
  return node['@value'] ?? node['@id']
}

function flat(node: Node): Record<string, unknown> {
  const specification = nodeOf(node['priceSpecification'])
  const due = nodeOf(node['totalPaymentDue'] ?? nodeOf(node['partOfInvoice'])['totalPaymentDue'])
  return {
    value: textOf(node['price'] ?? specification['price'] ?? due['price'] ?? due['value']),
    currency: textOf(
      node['priceCurrency'] ?? specification['priceCurrency'] ?? due['priceCurrency'] ?? due['currency'],
    ),
    coupon: textOf(node['discountCode']),
  }
}

function linesOf(node: Node): readonly object[] | undefined {
  const lines = listOf(node['acceptedOffer'] ?? node['orderedItem']).map((each) => {
    const line = nodeOf(each)
    const thing = nodeOf(line['itemOffered'] ?? line['orderedItem'] ?? line)
    return {
      id: textOf(thing['sku'] ?? thing['productID']),
      name: textOf(thing['name']),
      category: textOf(thing['category']),
      price: textOf(line['price'] ?? nodeOf(line['priceSpecification'])['price']),
      quantity: textOf(line['orderQuantity'] ?? nodeOf(line['eligibleQuantity'])['value']),
    }
  })
  return lines.length > 0 ? lines : undefined
}

function isFresh(node: Node, now: number): boolean {
  if (namesOf(node['orderStatus']).some((status) => LATER.test(status))) return false
  if (node['orderDelivery'] && nodeOf(node['orderDelivery'])['deliveryStatus']) return false
  const placed = Date.parse(String(textOf(node['orderDate'])))
  return Number.isNaN(placed) || now - placed < FRESH_MS
}
