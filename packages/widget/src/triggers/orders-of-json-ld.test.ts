import { describe, expect, it } from 'vitest'
import { orderOfJsonLd } from './orders-of-json-ld.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')
const ld = {
  '@type': 'Order',
  orderNumber: 'A-1',
  price: '3980',
  priceCurrency: 'RUB',
  acceptedOffer: { '@type': 'Offer', price: 1990, itemOffered: { '@type': 'Product', name: 'Lamp', sku: 'S1' } },
}
const wanted = { orderId: 'A-1', value: 3980, currency: 'RUB', items: [{ id: 'S1', name: 'Lamp', price: 1990 }] }
const read = (...roots: readonly unknown[]) =>
  orderOfJsonLd(
    roots.map((root) => JSON.stringify(root)),
    NOW,
  )

describe('[F9] the order in the JSON-LD of a page', () => {
  it('is read alone, in a list, in a graph, and inside another node', () => {
    expect(read(ld)).toEqual(wanted)
    expect(read([{ '@type': 'WebPage' }, ld])).toEqual(wanted)
    expect(read({ '@graph': [{ '@type': 'WebPage' }, ld] })).toEqual(wanted)
    expect(
      read({ '@graph': [{ '@type': 'WebPage', mainEntity: { '@type': 'ConfirmAction', object: [ld] } }] }),
    ).toEqual(wanted)
  })
  it('is known by the plain, the full and the prefixed name of its type', () => {
    for (const type of [
      'https://schema.org/Order',
      'http://schema.org/Order',
      'schema:Order',
      ['Thing', 'Order'],
      [{ '@id': 'schema:Order' }],
    ])
      expect(read({ ...ld, '@type': type })?.orderId, JSON.stringify(type)).toBe('A-1')
    expect(
      read({ '@type': ['http://schema.org/Order'], 'http://schema.org/orderNumber': [{ '@value': 'A-1' }] }),
    ).toEqual({ orderId: 'A-1' })
    for (const type of ['OrderItem', 'OrderAction', 'PreOrder', '', null, 1, {}])
      expect(read({ ...ld, '@type': type })).toBeUndefined()
  })
  it('a history of orders is no purchase; one order said twice is one', () => {
    expect(read([ld, { ...ld, orderNumber: 'A-2' }])).toBeUndefined()
    expect(read(ld, { ...ld, orderNumber: 'A-2' })).toBeUndefined()
    expect(read(ld, ld)).toEqual(wanted)
  })
  it('an order that is delivered, returned, cancelled, on its way or days old is no purchase', () => {
    for (const status of [
      'OrderDelivered',
      'OrderReturned',
      'OrderCancelled',
      'OrderProblem',
      'OrderInTransit',
      'OrderPickupAvailable',
    ])
      for (const name of [status, `https://schema.org/${status}`, { '@id': `schema:${status}` }])
        expect(read({ ...ld, orderStatus: name }), JSON.stringify(name)).toBeUndefined()
    for (const status of ['OrderProcessing', 'http://schema.org/OrderPaymentDue'])
      expect(read({ ...ld, orderStatus: status })).toEqual(wanted)
    for (const date of ['2026-11-28', '2026-11-27', '2026-11-28T11:59:00+03:00', 'soon'])
      expect(read({ ...ld, orderDate: date }), date).toEqual(wanted)
    for (const date of ['2026-11-20', '2025-11-28T12:00:00Z'])
      expect(read({ ...ld, orderDate: date }), date).toBeUndefined()
  })
  it('reads what is wrapped in a comment or CDATA, and takes rubbish for nothing', () => {
    const text = JSON.stringify(ld)
    for (const wrapped of [
      `<!-- ${text} -->`,
      `//<![CDATA[\n${text}\n//]]>`,
      `/*<![CDATA[*/${text}/*]]>*/`,
      `\ufeff${text};`,
    ])
      expect(orderOfJsonLd([wrapped], NOW), wrapped).toEqual(wanted)
    for (const rubbish of ['{', 'null', '"Order"', '[]', '1', '']) expect(orderOfJsonLd([rubbish], NOW)).toBeUndefined()
    expect(orderOfJsonLd([`${'[{"a":'.repeat(3000)}1${'}]'.repeat(3000)}`], NOW)).toBeUndefined()
  })
})
