import { describe, expect, it } from 'vitest'
import { orderOfAttributes, orderOfCall, orderOfJsonLd, orderOfLayer } from './orders.ts'

const item = { id: 'S1', name: 'Lamp', price: 1990, quantity: 2, category: 'Light' }
const order = { orderId: 'A-1', value: 3980, currency: 'RUB', coupon: 'MAY', items: [item] }

describe('order sources (house 6.1)', () => {
  it('reads the explicit call', () => expect(orderOfCall(order)).toEqual(order))
  it('reads data-order-* attributes, and survives a broken list of items', () => {
    const data = { orderId: 'A-1', orderValue: '3980', orderCurrency: 'RUB', orderCoupon: 'MAY', orderFirst: '' }
    const { items: _, ...bare } = order
    expect(orderOfAttributes({ ...data, orderItems: JSON.stringify([item]) })).toEqual({ ...order, firstOrder: true })
    expect(orderOfAttributes({ ...data, orderItems: '[{' })).toEqual({ ...bare, firstOrder: true })
    expect(orderOfAttributes({})).toBeUndefined()
  })
  it('reads a GA4 purchase, pushed or by gtag', () => {
    const commerce = {
      transaction_id: 'A-1',
      value: 3980,
      currency: 'RUB',
      coupon: 'MAY',
      items: [{ item_id: 'S1', item_name: 'Lamp', price: 1990, quantity: 2, item_category: 'Light' }],
    }
    expect(orderOfLayer({ event: 'purchase', ecommerce: commerce })).toEqual(order)
    expect(orderOfLayer({ event: 'purchase', ...commerce })).toEqual(order)
    // gtag pushes its `arguments`
    expect(orderOfLayer({ 0: 'event', 1: 'purchase', 2: commerce })).toEqual(order)
    expect(orderOfLayer({ event: 'add_to_cart', ecommerce: commerce })).toBeUndefined()
    expect(orderOfLayer({ ecommerce: null })).toBeUndefined()
  })
  it('reads Universal Analytics and Yandex Metrica', () => {
    expect(
      orderOfLayer({
        ecommerce: {
          currencyCode: 'RUB',
          purchase: { actionField: { id: 'A-1', revenue: '3 980,00', coupon: 'MAY' }, products: [item] },
        },
      }),
    ).toEqual(order)
  })
  it('reads a schema.org Order, alone or in a graph', () => {
    const ld = {
      '@type': 'Order',
      orderNumber: 'A-1',
      price: '3980',
      priceCurrency: 'RUB',
      acceptedOffer: { '@type': 'Offer', price: 1990, itemOffered: { '@type': 'Product', name: 'Lamp', sku: 'S1' } },
    }
    const wanted = { orderId: 'A-1', value: 3980, currency: 'RUB', items: [{ id: 'S1', name: 'Lamp', price: 1990 }] }
    expect(orderOfJsonLd(JSON.stringify(ld))).toEqual(wanted)
    expect(orderOfJsonLd(JSON.stringify({ '@graph': [{ '@type': 'WebPage' }, ld] }))).toEqual(wanted)
    expect(orderOfJsonLd('{')).toBeUndefined()
    expect(orderOfJsonLd('null')).toBeUndefined()
  })
  it('takes rubbish for no order, never for an exception', () => {
    for (const rubbish of [
      null,
      undefined,
      1,
      'x',
      [],
      { ecommerce: 1 },
      { event: 'purchase' },
      ['event', 'purchase'],
    ]) {
      expect(orderOfLayer(rubbish)).toBeUndefined()
      expect(orderOfCall(rubbish)).toBeUndefined()
    }
  })
})
