import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, fitRecord, RESPONSE_BYTES } from './fit-record.ts'
import type { Response } from './response.ts'

const plain: Response = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  revision: 1,
  surveyId: 's',
  surveyVersion: 1,
  status: 'completed',
  mode: 'web',
  test: false,
  locale: 'ru',
  touchpoint: 'delivery',
  answers: { r: { kind: 'rating', value: 4 } },
  context: {},
  consents: [],
  timings: { startedAt: 1, updatedAt: 2 },
}
const line = { name: 'Чайник заварной керамический с ситечком '.repeat(10).slice(0, 400), category: 'Ж'.repeat(200) }
const order = { orderId: 'A-1', items: Array.from({ length: 200 }, (_, i) => ({ id: `${i}`, ...line })) }
const tags = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`tag-${i}`, 'ж'.repeat(64)]))
const words = (text: string): Response['answers'] => ({ ...plain.answers, t: { kind: 'text', text } })

describe('[E56] facts give way before words', () => {
  it('a response that is light enough stays the very same', () => {
    expect(fitRecord(plain)).toBe(plain)
    const cyrillic = { ...plain, answers: words('ж'.repeat(50_000)) }
    expect(fitRecord(cyrillic)).toBe(cyrillic)
  })

  it('lines of the order go first, the last ones, and only as many as must', () => {
    const heavy = { ...plain, context: { order, tags } }
    const fitted = fitRecord(heavy)
    const lines = fitted.context.order!.items!.length
    expect(lines).toBeGreaterThan(60)
    expect(fitted).toEqual({ ...heavy, context: { order: { ...order, items: order.items.slice(0, lines) }, tags } })
    expect(bytesOf(fitted)).toBeGreaterThan(RESPONSE_BYTES - 1500)
  })

  it('then tags, traits and calculated texts; ids, numbers and words stay', () => {
    const heavy: Response = {
      ...plain,
      answers: words('ж'.repeat(63_000)),
      context: { order, tags, path: '/thanks' },
      subject: { id: 'c-1', traits: { note: 'ж'.repeat(400) } },
      variables: { score: 3, copy: 'ж'.repeat(20_000) },
    }
    expect(fitRecord(heavy)).toEqual({
      ...heavy,
      context: { order: { orderId: 'A-1' }, path: '/thanks' },
      subject: { id: 'c-1' },
      variables: { score: 3 },
    })
  })

  it('words stay whole even where they alone are too heavy', () => {
    const heavy = { ...plain, answers: words('ж'.repeat(70_000)), context: { order } }
    expect(fitRecord(heavy).answers).toBe(heavy.answers)
  })

  it('a fact weighs what it weighs as a member of its record: none is left while the response is too heavy', () => {
    const before: Response = { ...plain, context: { order: { orderId: '1' }, tags: { a: '', c: '' } } }
    for (let limit = 1; limit <= bytesOf(before); limit++) {
      const after = fitRecord(before, limit)
      if (bytesOf(after) > limit) expect(after.context).toEqual({ order: { orderId: '1' } })
    }
  })

  it('property: at any limit the answers stay, the weight does not grow, and what could give way has gone when it is still too heavy', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    const heavy = fc.record({
      words: text,
      items: fc.array(fc.record({ name: text }), { maxLength: 10 }),
      tags: fc.dictionary(fc.constantFrom('a', 'b', 'c'), text),
      limit: fc.integer({ min: 300, max: 1500 }),
    })
    fc.assert(
      fc.property(heavy, ({ words: said, items, tags: some, limit }) => {
        const before: Response = {
          ...plain,
          answers: words(said),
          context: { order: { orderId: '1', items }, tags: some },
        }
        const after = fitRecord(before, limit)
        expect(after.answers).toEqual(before.answers)
        expect(bytesOf(after)).toBeLessThanOrEqual(bytesOf(before))
        if (bytesOf(after) > limit) expect(after.context).toEqual({ order: { orderId: '1' } })
        if (bytesOf(before) <= limit) expect(after).toEqual(before)
      }),
    )
  })
})
