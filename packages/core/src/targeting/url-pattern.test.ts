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

/** How many characters are looked at and states touched while this runs. */
function stepsOf(run: () => void): number {
  let steps = 0
  const undo: (() => void)[] = []
  const count = (proto: object, name: string): void => {
    const own = proto as Record<string, (...args: unknown[]) => unknown>
    const original = own[name]!
    own[name] = function (this: unknown, ...args) {
      steps++
      return original.apply(this, args)
    }
    undo.push(() => {
      own[name] = original
    })
  }
  count(RegExp.prototype, 'test')
  count(Set.prototype, 'add')
  count(Set.prototype, 'has')
  try {
    run()
  } finally {
    for (const each of undo) each()
  }
  return steps
}

it('[F18] [T5] the cost grows with pattern × address, so that patterns that explode elsewhere do not here', () => {
  const stars = 'a*'.repeat(99)
  const address = 'a'.repeat(2000)
  // one test, one entry and at most four looks for each state and character
  expect(stepsOf(() => matchesPattern(`${stars}b`, address))).toBeLessThan(100 * 2000 * 6)
  expect(stepsOf(() => matchesPattern(stars, `${address}b`))).toBeLessThan(100 * 2000 * 6)
})

it('[F18] [T5] whatever the pattern and the address, the cost is within their product', () => {
  const costly = fc
    .array(fc.tuple(fc.constantFrom('a', '.', '[^b]', '|', '^a', 'a$|'), fc.constantFrom('', '*', '+', '?')), {
      maxLength: 40,
    })
    .map((parts) => parts.map(([atom, how]) => (/[|^$]/.test(atom) && atom !== '[^b]' ? atom : atom + how)).join(''))
  fc.assert(
    fc.property(costly, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 200 }), (written, text) => {
      const steps = stepsOf(() => matchesPattern(written, text))
      expect(steps).toBeLessThan(8 * (written.length + 1) * (text.length + 2) + 200)
    }),
    { numRuns: 500 },
  )
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
