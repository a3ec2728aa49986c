import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MAX_PATTERN, matchesPattern } from './url-pattern.ts'

const atom = fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^a]', '[a-c]', '\\d', '\\w', '\\.', '-', '7')
const piece = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?')).map((parts) => parts.join(''))
const way = fc
  .tuple(fc.constantFrom('', '^'), fc.array(piece, { maxLength: 6 }), fc.constantFrom('', '$'))
  .map(([start, pieces, end]) => start + pieces.join('') + end)
const pattern = fc
  .array(way, { minLength: 1, maxLength: 3 })
  .map((ways) => ways.join('|'))
  .filter(Boolean)
const address = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '.', '-', '7'), maxLength: 12 })

it('[T5] a pattern of the subset holds exactly when the same regular expression does', () => {
  fc.assert(
    fc.property(pattern, address, (written, text) => {
      expect(matchesPattern(written, text)).toBe(new RegExp(written).test(text))
    }),
    { numRuns: 3000 },
  )
})

it('[T5] real patterns', () => {
  expect(matchesPattern('^https://shop\\.example/(thanks)', 'https://shop.example/thanks')).toBeUndefined()
  expect(matchesPattern('/thank-?you|/order/[^/]+/done$', 'https://s.example/order/A-1/done')).toBe(true)
  expect(matchesPattern('/thank-?you|/order/[^/]+/done$', 'https://s.example/order/A-1/done?x')).toBe(false)
  expect(matchesPattern('utm_source=\\w+', 'https://s.example/?utm_source=mail')).toBe(true)
  expect(matchesPattern('^/спасибо$', '/спасибо')).toBe(true)
})

it('[T5] the time grows with length, so that patterns that explode elsewhere do not here', () => {
  const evil = `${'a*'.repeat(60)}b`
  let steps = 0
  const counted = new Proxy(RegExp.prototype.test, {
    apply(target, self, args: [string]) {
      steps++
      return target.apply(self, args)
    },
  })
  const original = RegExp.prototype.test
  RegExp.prototype.test = counted
  try {
    expect(matchesPattern(evil, 'a'.repeat(5000))).toBe(false)
  } finally {
    RegExp.prototype.test = original
  }
  expect(steps).toBeLessThan(61 * 2000 + 200)
})

it('[T6] groups, counts, references, looks around and long patterns are not in the subset', () => {
  for (const written of [
    '',
    '(a+)+$',
    '(?=a)',
    'a{2}',
    'a}',
    'a**',
    '*a',
    '^*',
    'a$b',
    'a^',
    '\\1',
    '\\bx',
    '\\u0041',
    '[z-a]',
    '[a',
    'a\\',
    'x'.repeat(MAX_PATTERN + 1),
  ])
    expect([written, matchesPattern(written, 'a')]).toEqual([written, undefined])
})
