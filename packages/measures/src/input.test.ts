import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ces } from './ces.ts'
import { csat, type FivePoint } from './csat.ts'
import { frankness } from './frankness.ts'
import { holm } from './holm.ts'
import { type KanoAnswer, kano } from './kano.ts'
import { newcombe } from './newcombe.ts'
import { type NpsCounts, nps, npsCounts, npsSampleSize } from './nps.ts'
import { importanceFromSplit, servperf, weakest } from './servqual.ts'
import { pChart } from './trend.ts'

/** A value that a script may hand over in place of what the types ask for. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, Number.NaN, Infinity, -1, 1.5, '7', 'x', {}, [], true, 'constructor'),
  fc.double({ noInteger: true }),
)

describe('[F20] what is no count, no answer or of another shape is a RangeError, never a figure', () => {
  it('[F20] csat takes five counts, not a hundred answers', () => {
    const answers = Array.from({ length: 100 }, (_, i) => 1 + (i % 5))
    expect(() => csat(answers as unknown as FivePoint)).toThrow(RangeError)
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 12 }), (counts) => {
        const measure = () => csat(counts as unknown as FivePoint)
        if (counts.length === 5) expect(measure().n).toBe(counts.reduce((sum, each) => sum + each, 0))
        else expect(measure).toThrow(RangeError)
      }),
    )
  })

  it('[F20] every measure refuses what is no count', () => {
    fc.assert(
      fc.property(odd, (value) => {
        const count = value as number
        expect(() => csat([count, 0, 0, 0, 1])).toThrow(RangeError)
        expect(() => nps({ promoters: count, passives: 1, detractors: 1 })).toThrow(RangeError)
        expect(() => npsCounts([count])).toThrow(RangeError)
        expect(() => newcombe({ hits: 0, n: count }, { hits: 1, n: 2 })).toThrow(RangeError)
        expect(() => frankness(count, 10)).toThrow(RangeError)
        expect(() => pChart([{ hits: 1, n: count }])).toThrow(RangeError)
        if (count !== undefined) expect(() => weakest([], { count })).toThrow(RangeError)
      }),
    )
  })

  it('[F20] an object without its fields, another scale, another answer', () => {
    expect(() => nps([9, 10, 3] as unknown as NpsCounts)).toThrow(RangeError)
    for (const scale of ['nps', 'constructor', undefined])
      expect(() => ces([{ scale: scale as 'ces2', value: 3 }])).toThrow(RangeError)
    for (const answer of ['love', 'constructor', undefined]) {
      const half = answer as KanoAnswer
      expect(() => kano([{ functional: half, dysfunctional: 'like' }])).toThrow(RangeError)
      expect(() => kano([{ functional: 'like', dysfunctional: half }])).toThrow(RangeError)
    }
    expect(() => importanceFromSplit([{ courtesy: 50, reliability: Number.NaN }])).toThrow(RangeError)
    expect(() => weakest([{ id: 'a', ratings: [1, 2], importance: Number.NaN }])).toThrow(RangeError)
    expect(() => pChart([{ hits: 1, n: 2 }], { sigmas: Number.NaN })).toThrow(RangeError)
    expect(() => holm([0.5], Number.NaN)).toThrow(RangeError)
    expect(() => npsSampleSize(0.1, Number.NaN)).toThrow(RangeError)
  })

  it('[F20] ids such as __proto__ and constructor are ids like others', () => {
    const split = JSON.parse('{"__proto__": 60, "constructor": 40}')
    expect(Object.entries(importanceFromSplit([split]))).toEqual([
      ['__proto__', 60],
      ['constructor', 40],
    ])
    expect(servperf([{ id: '__proto__', ratings: [1, 2] }])).toEqual({})
  })
})
