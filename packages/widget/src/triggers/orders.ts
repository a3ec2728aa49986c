import type { OrderContext, OrderItem } from '@frankly/core'

type Bag = Record<string, unknown>

const bag = (value: unknown): Bag => (value && typeof value === 'object' ? (value as Bag) : {})
const word = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' || typeof value === 'object' ? undefined : `${value as string}`
const amount = (value: unknown): number | undefined => {
  // Yandex and hand-written layers give "1 990,00" and "1990.00" alike
  const number = typeof value === 'number' ? value : Number.parseFloat(`${value}`.replace(/\s/g, '').replace(',', '.'))
  return Number.isFinite(number) ? number : undefined
}
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

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
  return known<OrderContext>({
    orderId,
    value: amount(from['value'] ?? from['revenue'] ?? from['price']),
    currency: word(from['currency'] ?? from['currencyCode'] ?? from['priceCurrency']),
    coupon: word(from['coupon']),
    items: Array.isArray(items) ? items.map(itemOf) : undefined,
    firstOrder: typeof from['firstOrder'] === 'boolean' ? from['firstOrder'] : undefined,
    deliveryMethod: word(from['deliveryMethod']),
    signature: word(from['signature']),
  })
}

function itemOf(raw: unknown): OrderItem {
  const item = bag(raw)
  return known<OrderItem>({
    id: word(item['id'] ?? item['item_id']),
    name: word(item['name'] ?? item['item_name']) ?? '',
    price: amount(item['price']),
    quantity: amount(item['quantity']),
    category: word(item['category'] ?? item['item_category']),
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
      firstOrder: data['orderFirst'] === undefined ? undefined : data['orderFirst'] !== 'false',
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

/** The first schema.org `Order` in a JSON-LD text (a list or `@graph` too). */
export function orderOfJsonLd(text: string): OrderContext | undefined {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return
  }
  const nodes = Array.isArray(root)
    ? root
    : Array.isArray(bag(root)['@graph'])
      ? (bag(root)['@graph'] as unknown[])
      : [root]
  for (const node of nodes) {
    const order = bag(node)
    if (first(order['@type']) !== 'Order') continue
    const offers = order['acceptedOffer'] ?? order['orderedItem']
    const lines = (Array.isArray(offers) ? offers : offers ? [offers] : []).map((offer) => {
      const line = bag(offer)
      const thing = bag(line['itemOffered'] ?? line['orderedItem'] ?? line)
      return { ...thing, id: thing['sku'], price: line['price'], quantity: line['orderQuantity'] }
    })
    return orderOf(order['orderNumber'], order, lines.length ? lines : undefined)
  }
}
