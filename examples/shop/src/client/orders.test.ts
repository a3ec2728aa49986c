import { describe, expect, it } from 'vitest'
import { addOne, type Box, countOf, emptyBasket, readBasket, setQuantity } from './basket-store.ts'
import { findOrder, keepOrder, makeOrder, purchaseEvent } from './orders.ts'

function memoryBox(): Box {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

describe('basket', () => {
  it('counts, takes out and empties; rubbish in storage is an empty basket', () => {
    const box = memoryBox()
    addOne(box, 'ember-mug')
    addOne(box, 'ember-mug')
    addOne(box, 'fireweed')
    expect(countOf(readBasket(box))).toBe(3)
    setQuantity(box, 'ember-mug', 0)
    expect(readBasket(box).map((line) => line.product.id)).toEqual(['fireweed'])
    emptyBasket(box)
    expect(readBasket(box)).toEqual([])
    box.setItem('kiln-leaf.basket', '{"no-such-thing":2,"fireweed":"x","ember-mug":-1}')
    expect(readBasket(box)).toEqual([])
    box.setItem('kiln-leaf.basket', '{oops')
    expect(readBasket(box)).toEqual([])
  })
})

describe('order', () => {
  it('is a GA4 purchase in the currency of the page, delivery included', () => {
    const box = memoryBox()
    addOne(box, 'ember-mug')
    addOne(box, 'ember-mug')
    const buyer = { name: 'Анна', email: 'anna@example.com', delivery: 'courier' } as const
    const order = makeOrder(readBasket(box), buyer, 'ru', () => 7)
    keepOrder(box, order)
    expect(findOrder(box, order.id)).toEqual(order)
    expect(findOrder(box, null)).toBeUndefined()
    expect(purchaseEvent(order)).toEqual({
      event: 'purchase',
      ecommerce: {
        transaction_id: 'A-10000007',
        value: 5150,
        currency: 'RUB',
        shipping: 350,
        items: [
          { item_id: 'ember-mug', item_name: 'Кружка «Уголёк»', price: 2400, quantity: 2, item_category: 'pottery' },
        ],
      },
    })
  })

  it('from the workshop costs no delivery', () => {
    const box = memoryBox()
    addOne(box, 'fireweed')
    const order = makeOrder(readBasket(box), { name: 'A', email: 'a@b.c', delivery: 'pickup' }, 'en', () => 0)
    expect(order.value).toBe(9)
    expect(order.shipping).toBe(0)
  })
})
