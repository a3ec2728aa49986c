import type { OrderContext, OrderItem } from '@frankly/core'
import { amountOf } from './amount.ts'

type Bag = Record<string, unknown>

const bag = (value: unknown): Bag => (value && typeof value === 'object' ? (value as Bag) : {})
/** What a template leaves behind when nobody filled it: `{{ order.id }}`, `${id}`, `<%= id %>`, `%ORDER_ID%`, `[[id]]`. */
const UNFILLED =
  /\{\{|\}\}|[$#]\{|<%|%>|\{%|\[\[|^%[\w.-]+%$|^\{[\w.-]+\}$|^\[object |^(?:undefined|null|NaN|\(not set\))$/i

const word = (value: unknown): string | undefined => {
  const text = ['string', 'number', 'bigint'].includes(typeof value) ? `${value as string}`.trim() : ''
  return text === '' || UNFILLED.test(text) ? undefined : text
}
/** A word that is neither yes nor no says nothing. */
const flag = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value
  const text = `${value as string}`.trim()
  if (/^(?:1|true|yes|y|on)$/i.test(text)) return true
  return /^(?:0|false|no|n|off)$/i.test(text) ? false : undefined
}
/** The first of several places that holds something to read. */
const firstOf = <T>(read: (value: unknown) => T | undefined, ...values: readonly unknown[]): T | undefined => {
  for (const value of values) {
    const found = read(value)
    if (found !== undefined) return found
  }
  return undefined
}

/** Leaves out what is undefined, since `exactOptionalPropertyTypes` and JSON both mean absence by it. */
function known<T extends object>(entries: { [Key in keyof T]: T[Key] | undefined }): T {
  const kept: Bag = {}
  for (const key of Object.keys(entries)) {
    const value = (entries as Bag)[key]
    if (value !== undefined) kept[key] = value
  }
  return kept as T
}

/** An order from any of the shapes in use (own, GA4, Universal Analytics, Yandex); `undefined` without an id. */
export function orderOf(id: unknown, from: Bag, items: unknown): OrderContext | undefined {
  const orderId = word(id)
  if (orderId === undefined) return
  const currency = firstOf(word, from['currency'], from['currencyCode'], from['priceCurrency'])
  const amount = (value: unknown): number | undefined => amountOf(value, currency)
  return known<OrderContext>({
    orderId,
    value: firstOf(amount, from['value'], from['revenue'], from['price']),
    currency,
    coupon: word(from['coupon']),
    items: Array.isArray(items) ? items.map((item) => itemOf(item, currency)) : undefined,
    firstOrder: flag(from['firstOrder']),
    deliveryMethod: word(from['deliveryMethod']),
    signature: word(from['signature']),
  })
}

function itemOf(raw: unknown, currency: string | undefined): OrderItem {
  const item = bag(raw)
  return known<OrderItem>({
    id: firstOf(word, item['id'], item['item_id']),
    name: firstOf(word, item['name'], item['item_name']) ?? '',
    price: amountOf(item['price'], currency),
    quantity: amountOf(item['quantity']),
    category: firstOf(word, item['category'], item['item_category']),
  })
}

/** The order of a call: `frankly('purchase', { orderId, value, currency, items })`. */
export function orderOfCall(call: unknown): OrderContext | undefined {
  const from = bag(call)
  return orderOf(from['orderId'], from, from['items'])
}

/** The order of `data-order-id`, `-value`, `-currency`, `-coupon`, `-first`, `-delivery`, `-items` (JSON), `-signature`. */
export function orderOfAttributes(data: DOMStringMap): OrderContext | undefined {
  let items: unknown
  try {
    items = JSON.parse(data['orderItems'] ?? 'null')
  } catch {
    // items are an extra: a broken list must not hide the order
  }
  return orderOf(
    data['orderId'],
    {
      value: data['orderValue'],
      currency: data['orderCurrency'],
      coupon: data['orderCoupon'],
      // the attribute alone says yes
      firstOrder: data['orderFirst'] === '' ? true : data['orderFirst'],
      deliveryMethod: data['orderDelivery'],
      signature: data['orderSignature'],
    },
    items,
  )
}

/** The purchase in one entry of a `dataLayer`: GA4 pushes, `gtag('event', 'purchase', …)`, UA and Yandex Metrica. */
export function orderOfLayer(entry: unknown): OrderContext | undefined {
  const push = bag(entry)
  if (push[0] === 'event') return push[1] === 'purchase' ? ga4(bag(push[2])) : undefined
  const commerce = bag(push['ecommerce'])
  const purchase = bag(commerce['purchase'])
  if (purchase['actionField']) {
    const field = bag(purchase['actionField'])
    return orderOf(field['id'], { currencyCode: commerce['currencyCode'], ...field }, purchase['products'])
  }
  return push['event'] === 'purchase' ? ga4(commerce['transaction_id'] ? commerce : push) : undefined
}

const ga4 = (from: Bag): OrderContext | undefined => orderOf(from['transaction_id'], from, from['items'])
