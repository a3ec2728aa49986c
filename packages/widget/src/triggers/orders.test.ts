import { describe, expect, it } from 'vitest'
import { orderOfAttributes, orderOfCall, orderOfLayer } from './orders.ts'

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
  it('[F9] a yes or no in any spelling; a word that is neither says nothing', () => {
    const firstOf = (orderFirst: string) => orderOfAttributes({ orderId: 'A-1', orderFirst })?.firstOrder
    for (const yes of ['', '1', 'true', 'True', 'YES', 'on']) expect(firstOf(yes), yes).toBe(true)
    for (const no of ['0', 'false', 'False', 'no', 'OFF']) expect(firstOf(no), no).toBe(false)
    for (const none of ['{{ customer.first }}', 'maybe', 'null']) expect(firstOf(none), none).toBeUndefined()
  })
  it('[F9] what a template left unfilled is no order and no fact', () => {
    for (const id of [
      '{{ order.id }}',
      '$'.concat('{order.id}'),
      '<%= id %>',
      '[[ID]]',
      '%ORDER_ID%',
      '{order_id}',
      '#{id}',
      ' ',
      'undefined',
      'null',
      '(not set)',
      '[object Object]',
    ]) {
      expect(orderOfAttributes({ orderId: id }), id).toBeUndefined()
      expect(orderOfLayer({ event: 'purchase', ecommerce: { transaction_id: id } }), id).toBeUndefined()
    }
    expect(orderOfCall({ orderId: 4711, coupon: '{{ coupon }}', currency: '%CUR%' })).toEqual({ orderId: '4711' })
    // real ids that look odd
    for (const id of ['#1001', 'A-1/2', '100%', 'null-12', 'R{1}'])
      expect(orderOfCall({ orderId: id })?.orderId, id).toBe(id)
  })
  it('[F9] amounts of any shape come out right or not at all', () => {
    for (const value of ['1,990.00', '1.990,00', "1'990.00", '$1,990.00'])
      expect(orderOfAttributes({ orderId: 'A-1', orderValue: value })?.value, value).toBe(1990)
    expect(
      orderOfLayer({ event: 'purchase', ecommerce: { transaction_id: 1, value: '1,990', currency: 'usd' } })?.value,
    ).toBe(1990)
    expect(orderOfAttributes({ orderId: 'A-1', orderValue: '1.990' })).toEqual({ orderId: 'A-1' })
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
