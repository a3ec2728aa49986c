import { checkResponse } from '@frankly/core/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { response } from '../../test/support/items.ts'
import { isPlain } from './is-plain.ts'

/** A whole response with everything that can be plain in it. */
const whole = JSON.parse(
  JSON.stringify(
    response(1, {
      drawn: true,
      answers: {
        rate: { kind: 'rating', value: 5 },
        best: { kind: 'text', text: 'Anna' },
        why: { kind: 'choice', choices: ['a', 'b'], other: 'c' },
      },
      context: {
        path: '/thanks',
        device: 'phone',
        utcOffsetMinutes: 180,
        order: {
          orderId: 'A-1',
          value: 10,
          currency: 'EUR',
          items: [{ id: 'i', name: 'Tea', price: 5, quantity: 2, category: 'c' }],
          coupon: 'c',
          firstOrder: true,
          deliveryMethod: 'post',
          signature: 's',
        },
      },
      timings: { startedAt: 1, updatedAt: 2, completedAt: 2, questionMs: { rate: 1.5 } },
    }),
  ),
) as Record<string, unknown>

/** Values that limits and types trip over. */
const odd = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    11,
    0.5,
    1e10,
    2_000_000_001,
    1e300,
    '',
    ' ',
    'na',
    'a',
    'toString',
    '__proto__',
    'eur',
    'x_own',
    '/a?b',
    '/a#b',
    [],
    {},
    [null],
    ['a', 'toString'],
    { kind: 'rating', value: 'na' },
    { kind: 'text' },
    { toString: { kind: 'text', text: '' } },
  ),
  fc.integer({ min: 0, max: 2 }).map((extra) => 'x'.repeat([201, 1001, 20_001][extra]!)),
  fc.jsonValue(),
)

/** Every place in a value, by path. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))]
}

function changed(
  value: unknown,
  [key, ...rest]: readonly string[],
  to: unknown,
  how: 'set' | 'remove' | 'add',
): unknown {
  if (key === undefined) return how === 'add' && typeof value === 'object' ? { ...value, extra: to } : to
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>
  if (rest.length === 0 && how === 'remove') delete copy[key]
  else copy[key] = changed(copy[key], rest, to, how)
  return copy
}

describe('isPlain', () => {
  it('knows the usual response', () => {
    expect(isPlain(response(1))).toBe(true)
    expect(isPlain(whole)).toBe(true)
  })

  it('leaves complaints, subjects, consents and rarer answers to the whole check', () => {
    expect(isPlain(response(1, { complaint: { severity: 'high' } }))).toBe(false)
    expect(isPlain(response(1, { subject: { id: 'c' } }))).toBe(false)
    expect(isPlain(response(1, { answers: { a: { kind: 'consent', granted: true } } }))).toBe(false)
  })

  it('whatever is plain, checkResponse takes unchanged', () => {
    const paths = places(whole)
    const change = fc.record({
      path: fc.constantFrom(...paths),
      to: odd,
      how: fc.constantFrom<('set' | 'remove' | 'add')[]>('set', 'set', 'remove', 'add'),
    })
    let plain = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let item: unknown = whole
        for (const { path, to, how } of changes) {
          try {
            item = changed(item, path, to, how)
          } catch {
            // An earlier change took this place away.
          }
        }
        const sent = JSON.parse(JSON.stringify(item)) as unknown
        if (!isPlain(sent)) return
        plain++
        const checked = checkResponse(sent)
        expect(checked).toEqual({ ok: true, response: sent, dropped: [] })
      }),
      { numRuns: 5000 },
    )
    expect(plain).toBeGreaterThan(200)
  })
})
