import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressRange, createRateLimiter } from '../access/rate-limit.ts'
import { isAllowedOrigin } from '../http/origin.ts'
import { deeperThan } from './check-item.ts'
import { imageType } from './image-type.ts'
import { receiptKey } from './receipt-key.ts'
import { occurredAt } from './time.ts'

describe('time', () => {
  it('[I11] stays within 30 days before and 5 minutes after, whatever the clocks say', () => {
    const moment = fc.integer({ min: -1e15, max: 1e15 })
    fc.assert(
      fc.property(moment, fc.option(moment, { nil: undefined }), (at, sentAt) => {
        const received = 1_795_300_000_000
        const result = occurredAt(at, sentAt, received)
        expect(result).toBeGreaterThanOrEqual(received - 30 * 86_400_000)
        expect(result).toBeLessThanOrEqual(received + 300_000)
        expect(Number.isInteger(result)).toBe(true)
      }),
    )
  })
  it('[I11] leaves small differences alone: correcting them would add the time of travel', () => {
    expect(occurredAt(1_795_300_000_000, 1_795_300_001_000, 1_795_300_002_000)).toBe(1_795_300_000_000)
  })
})

describe('origins', () => {
  const rules = ['https://shop.example', 'https://*.shop.example', 'loopback']
  it.each([
    [undefined, true],
    ['https://shop.example', true],
    ['https://SHOP.example', true],
    ['https://eu.shop.example', true],
    ['http://localhost:5173', true],
    ['http://127.0.0.1:80', true],
    ['http://[::1]:8080', true],
    ['http://shop.example', false],
    ['https://evilshop.example', false],
    ['https://shop.example.evil.example', false],
    ['https://localhost.evil.example', false],
    ['null', false],
  ])('[I8] %s → %s', (origin, allowed) => {
    expect(isAllowedOrigin(origin, rules)).toBe(allowed)
  })
  it('[I8] * takes all', () => {
    expect(isAllowedOrigin('null', ['*'])).toBe(true)
  })
})

describe('pace', () => {
  it('[I9] lets the burst through, then says how long to wait', () => {
    const limiter = createRateLimiter(2, 3)
    expect([1, 2, 3].map(() => limiter.take('a', 0))).toEqual([0, 0, 0])
    expect(limiter.take('a', 0)).toBe(500)
    expect(limiter.take('b', 0)).toBe(0)
    expect(limiter.take('a', 500)).toBe(0)
  })
  it('[I9] remembers a bounded number of keys, forgetting the ones unused for longest', () => {
    const limiter = createRateLimiter(0.001, 1, 2)
    limiter.take('a', 0)
    limiter.take('b', 0)
    limiter.take('c', 0)
    expect(limiter.take('c', 0)).toBeGreaterThan(0)
    expect(limiter.take('a', 0)).toBe(0)
  })
  it('[I20] counts ranges, not persons; loopback is not counted', () => {
    expect(addressRange('203.0.113.77')).toBe('203.0.113')
    expect(addressRange('::ffff:203.0.113.77')).toBe('203.0.113')
    expect(addressRange('2001:db8:aa:bb::1')).toBe('2001:db8:aa')
    expect(addressRange('2001:db8::1')).toBe('2001:db8:0')
    expect(addressRange('127.0.0.1')).toBeUndefined()
    expect(addressRange('::1')).toBeUndefined()
    expect(addressRange(undefined)).toBeUndefined()
  })
})

describe('small rules', () => {
  it('[I6] depth counts the value itself', () => {
    expect(deeperThan(1, 0)).toBe(false)
    expect(deeperThan({}, 0)).toBe(true)
    expect(deeperThan({ a: [1] }, 2)).toBe(false)
    expect(deeperThan({ a: [{}] }, 2)).toBe(true)
  })
  it('a receipt code is found however it is typed', () => {
    expect(receiptKey('k7m4 2qxd-9')).toBe(receiptKey('K7M4-2QXD-9'))
    expect(receiptKey('OIL')).toBe('011')
  })
  it('[I13] pictures are known by their first bytes', () => {
    const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
    expect(imageType(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg')
    expect(imageType(bytes('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp')
    expect(imageType(bytes('\0\0\0\x18ftypheic'))).toBe('image/heic')
    expect(imageType(bytes('<svg onload=alert(1)>'))).toBeUndefined()
    expect(imageType(new Uint8Array())).toBeUndefined()
  })
})
