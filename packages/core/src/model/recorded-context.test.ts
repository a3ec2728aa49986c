import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainPath, RECORDED_FACTS, recordedContext } from './recorded-context.ts'

const context = {
  path: '/checkouts/9f8e7d6c5b4a39281706/thank-you',
  device: 'phone',
  order: {
    orderId: 'A-1',
    value: 1990,
    currency: 'EUR',
    coupon: 'FOR-ANNA',
    firstOrder: true,
    items: [{ name: 'Pregnancy test' }],
  },
} as const

describe('[F18] what is recorded of a context is narrow by default', () => {
  it('leaves out the lines of the order, its coupon and what may be a token in the path', () => {
    expect(recordedContext(context)).toEqual({
      path: '/checkouts/*/thank-you',
      device: 'phone',
      order: { orderId: 'A-1', value: 1990, currency: 'EUR', firstOrder: true },
    })
  })
  it('records each of them where the project names it', () => {
    expect(recordedContext(context, RECORDED_FACTS)).toEqual(context)
    expect(recordedContext(context, ['coupon']).order).toEqual({
      orderId: 'A-1',
      value: 1990,
      currency: 'EUR',
      firstOrder: true,
      coupon: 'FOR-ANNA',
    })
  })
  it('keeps the words of a path', () => {
    for (const path of [
      '',
      '/',
      '/checkout/thank-you/',
      '/de/Bestellung/Danke.html',
      '/shop/tea-kettles/page/2',
      '/2026/11/news',
      '/api/v2/done',
      '/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE',
      '/iphone15/specs',
    ])
      expect(plainPath(path)).toBe(path)
  })
  it('hides ids, tokens and addresses in any spelling', () => {
    const secrets = [
      '0b9f6d0e-4f4a-4b7e-9c56-3e2a7f1d2c3b',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
      'wc_order_aB3dE5fG7hI9j',
      '100234567',
      'anna@shop.example',
      'anna%40shop.example',
      '%E0%A4%A',
      'dGhpcyBpcyBhIHNlY3JldA==',
      'key=abc',
      'session:abc',
      '+491701234567',
      'a1b2c3d4',
      'abcdefghijklmnopqrstuvwxyzabcdefg',
    ]
    for (const secret of secrets) expect(plainPath(`/order/${secret}/thanks`), secret).toBe('/order/*/thanks')
    expect(plainPath('/thanks?token=1#key')).toBe('/thanks')
  })
  it('property: no random token of 16 hexadecimal or 20 base-62 signs that holds a digit comes through', () => {
    const hex = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 16, maxLength: 40 })
    const base62 = fc.array(fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'), {
      minLength: 20,
      maxLength: 64,
    })
    fc.assert(
      fc.property(fc.oneof(hex, base62), (signs) => {
        const token = signs.join('')
        fc.pre(/\d/.test(token))
        expect(plainPath(`/a/${token}`)).toBe('/a/*')
      }),
    )
  })
  it('property: any path gives a path of as many segments, and the same one when asked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const plain = plainPath(path)
        expect(plainPath(plain)).toBe(plain)
        expect(plain.split('/').length).toBe(path.replace(/[?#].*$/s, '').split('/').length)
      }),
    )
  })
})
