import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ces } from './ces.ts'
import { csat } from './csat.ts'
import { normalCdf, tFor, zFor } from './distributions.ts'
import { type KanoAnswer, kano, kanoClass, withoutContradictory } from './kano.ts'
import { mean } from './mean.ts'
import { nps, npsCounts, npsDifference, npsNaive, npsSampleSize } from './nps.ts'
import { type Interval, isSuppressed, type Measured } from './result.ts'
import { wilson } from './wilson.ts'

/** Shares to the digits of the published tables. */
function shown(result: Measured, digits = 4): readonly string[] {
  if (isSuppressed(result)) return [result.suppressed]
  return [result.low, result.high].map((value) => value.toFixed(digits))
}

const counts = (promoters: number, detractors: number, n: number) => ({
  promoters,
  detractors,
  passives: n - promoters - detractors,
})

describe('distributions', () => {
  it.each([
    [0.9, 1.644854],
    [0.95, 1.959964],
    [0.99, 2.575829],
  ])('z for %d is %d (published tables)', (confidence, z) => {
    expect(zFor(confidence)).toBeCloseTo(z, 6)
  })
  it.each([
    [0.95, 1, 12.7062],
    [0.95, 2, 4.302653],
    [0.95, 9, 2.262157],
    [0.95, 30, 2.042272],
    [0.99, 5, 4.032143],
    [0.95, 1e6, 1.959966],
  ])('t for %d with %d degrees of freedom is %d (published tables)', (confidence, df, t) => {
    expect(tFor(confidence, df)).toBeCloseTo(t, 4)
  })
  it('the normal distribution is right in the middle and in the tail', () => {
    expect(normalCdf(0)).toBe(0.5)
    expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 12)
    expect(normalCdf(-3)).toBeCloseTo(0.0013498980316300946, 14)
    expect(normalCdf(2.9999999)).toBeCloseTo(normalCdf(3.0000001), 8)
    expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 9)
  })
  it('[M2] a confidence outside 0…1 is an error', () => {
    expect(() => zFor(95)).toThrow('confidence: expected a number between 0 and 1, got 95')
    expect(() => tFor(0.95, 0)).toThrow(RangeError)
  })
})

describe('wilson and csat', () => {
  it.each([
    [0, 10, '0.0000', '0.2775'],
    [9, 10, '0.5958', '0.9821'],
    [45, 50, '0.7864', '0.9565'],
    [80, 100, '0.7112', '0.8666'],
  ])('[M4] %d of %d gives %s…%s', (hits, n, low, high) => {
    expect(shown(wilson(hits, n))).toEqual([low, high])
  })
  it('[M4] CSAT counts the two best of five', () => {
    expect(csat([5, 5, 10, 50, 30])).toEqual(wilson(80, 100))
  })
  it('[M1] no answers, no figure', () => {
    expect(wilson(0, 0)).toEqual({ suppressed: 'no-data', n: 0 })
    expect(csat([0, 0, 0, 0, 0])).toEqual({ suppressed: 'no-data', n: 0 })
  })
  it('[M2] impossible counts are errors that say what was wanted', () => {
    expect(() => wilson(11, 10)).toThrow('hits: expected at most n = 10, got 11')
    expect(() => wilson(0.5, 10)).toThrow('hits: expected a whole number from 0, got 0.5')
    expect(() => csat([1, -1, 0, 0, 0])).toThrow('counts[1]: expected a whole number from 0, got -1')
  })
  it('[M3] contains the estimate, is mirrored, narrows with n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const hits = Math.round(n * part)
        const result = wilson(hits, n) as Interval
        const mirrored = wilson(n - hits, n) as Interval
        const more = wilson(hits * 2, n * 2) as Interval
        expect(result.low).toBeLessThanOrEqual(result.estimate)
        expect(result.high).toBeGreaterThanOrEqual(result.estimate)
        expect(result.low).toBeGreaterThanOrEqual(0)
        expect(result.high).toBeLessThanOrEqual(1)
        expect(mirrored.low).toBeCloseTo(1 - result.high, 12)
        expect(mirrored.high).toBeCloseTo(1 - result.low, 12)
        expect(more.high - more.low).toBeLessThan(result.high - result.low)
      }),
    )
  })
})

describe('nps', () => {
  it('[M5] 50/20/100: naive 30±15.3, adjusted 29.13, 14.05…44.20', () => {
    const naive = npsNaive(counts(50, 20, 100)) as Interval
    expect((100 * naive.estimate).toFixed(0)).toBe('30')
    expect((100 * (naive.high - naive.estimate)).toFixed(1)).toBe('15.3')
    const adjusted = nps(counts(50, 20, 100)) as Interval & { score: number }
    expect((100 * adjusted.estimate).toFixed(2)).toBe('29.13')
    expect(100 * adjusted.score).toBeCloseTo(30, 10)
    expect(shown(adjusted)).toEqual(['0.1405', '0.4420'])
  })
  it.each([
    [6, 1, 10, '0.3846', ['-0.0020', '0.7713']],
    [500, 200, 1000, '0.2991', ['0.2508', '0.3474']],
  ])('[M5] %d/%d/%d', (p, d, n, estimate, ends) => {
    const result = nps(counts(p, d, n)) as Interval
    expect(result.estimate.toFixed(4)).toBe(estimate)
    expect(shown(result)).toEqual(ends)
  })
  it('[M6] 50/20/100 against 40/30/100 is z = 1.732, not significant', () => {
    const difference = npsDifference(counts(50, 20, 100), counts(40, 30, 100))
    expect(difference.z.toFixed(3)).toBe('1.732')
    expect(difference.p).toBeGreaterThan(0.05)
  })
  it('[M6] ±10 points needs 305 answers, ±5 needs 1,227', () => {
    expect(npsSampleSize(0.1)).toBe(305)
    expect(npsSampleSize(0.05)).toBe(1227)
    expect(() => npsSampleSize(0)).toThrow('margin: expected a number above 0, got 0')
  })
  it('[M5] 9–10 promote, 7–8 are passive, 0–6 detract', () => {
    expect(npsCounts([0, 6, 7, 8, 9, 10])).toEqual({ promoters: 2, passives: 2, detractors: 2 })
    expect(() => npsCounts([11])).toThrow('answer: expected a whole number 0…10, got 11')
  })
  it('[M1] no answers, no figure', () => {
    expect(nps(counts(0, 0, 0))).toEqual({ suppressed: 'no-data', n: 0 })
    expect(npsNaive(counts(0, 0, 0))).toEqual({ suppressed: 'no-data', n: 0 })
  })
  it('[M3] contains both scores, is mirrored, narrows with n', () => {
    const count = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(count, count, count, (promoters, passives, detractors) => {
        fc.pre(promoters + passives + detractors > 0)
        const result = nps({ promoters, passives, detractors }) as Interval & { score: number }
        const mirrored = nps({ promoters: detractors, passives, detractors: promoters }) as Interval
        const more = nps({ promoters: promoters * 4, passives: passives * 4, detractors: detractors * 4 }) as Interval
        for (const inside of [result.estimate, result.score]) {
          expect(inside).toBeGreaterThanOrEqual(result.low - 1e-12)
          expect(inside).toBeLessThanOrEqual(result.high + 1e-12)
        }
        expect(mirrored.low).toBeCloseTo(-result.high, 12)
        expect(mirrored.high).toBeCloseTo(-result.low, 12)
        expect(more.high - more.low).toBeLessThan(result.high - result.low)
      }),
    )
  })
})

describe('mean', () => {
  it('[M7] x̄ ± t·s/√n: 1…10 gives 5.5, 3.334…7.666', () => {
    const result = mean([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) as Interval
    expect(result.estimate).toBe(5.5)
    expect([result.low.toFixed(3), result.high.toFixed(3)]).toEqual(['3.334', '7.666'])
  })
  it('[M1] one answer has no interval', () => {
    expect(mean([5])).toEqual({ suppressed: 'no-spread', n: 1 })
    expect(mean([])).toEqual({ suppressed: 'no-data', n: 0 })
    expect(() => mean([1, Number.NaN])).toThrow(RangeError)
  })
  it('[M3] contains the mean and shifts with the data', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 200 }), (values) => {
        const result = mean(values) as Interval
        const mirrored = mean(values.map((value) => 8 - value)) as Interval
        expect(result.low).toBeLessThanOrEqual(result.estimate)
        expect(result.high).toBeGreaterThanOrEqual(result.estimate)
        expect(mirrored.low).toBeCloseTo(8 - result.high, 9)
        expect((mean([...values, ...values]) as Interval).high).toBeLessThanOrEqual(result.high)
      }),
    )
  })
})

describe('ces', () => {
  it('[M8] ces2 and ease5 stay two results', () => {
    const result = ces([
      { scale: 'ces2', value: 7 },
      { scale: 'ces2', value: 5 },
      { scale: 'ces2', value: 4 },
      { scale: 'ease5', value: 5 },
      { scale: 'ease5', value: 3 },
    ])
    expect(result.map((effort) => [effort.scale, effort.easy.n])).toEqual([
      ['ces2', 3],
      ['ease5', 2],
    ])
    expect((result[0]!.easy as Interval).estimate).toBeCloseTo(2 / 3, 12)
    expect((result[1]!.easy as Interval).estimate).toBe(0.5)
    expect((result[0]!.mean as Interval).estimate).toBeCloseTo(16 / 3, 12)
  })
  it('[M2] a value off its scale is an error', () => {
    expect(() => ces([{ scale: 'ease5', value: 7 }])).toThrow('ease5: expected a whole number 1…5, got 7')
  })
  it('[M1] a scale that nobody answered is not listed', () => {
    expect(ces([])).toEqual([])
  })
})

describe('kano', () => {
  const answers: readonly KanoAnswer[] = ['like', 'expect', 'neutral', 'live_with', 'dislike']
  it.each([
    ['like', 'QAAAO'],
    ['expect', 'RIIIM'],
    ['neutral', 'RIIIM'],
    ['live_with', 'RIIIM'],
    ['dislike', 'RRRRQ'],
  ] as const)('[M9] the row of "%s" reads %s', (functional, row) => {
    expect(answers.map((dysfunctional) => kanoClass({ functional, dysfunctional })).join('')).toBe(row)
  })
  it('[M9] better and worse', () => {
    const pair = (functional: KanoAnswer, dysfunctional: KanoAnswer) => ({ functional, dysfunctional })
    const result = kano([
      pair('like', 'neutral'),
      pair('like', 'dislike'),
      pair('expect', 'dislike'),
      pair('neutral', 'neutral'),
      pair('dislike', 'like'),
      pair('like', 'like'),
    ])
    expect(result).toMatchObject({ better: 0.5, worse: -0.5, n: 6, leading: ['A', 'O', 'M', 'I', 'R', 'Q'] })
  })
  it('[M9] nobody in A, O, M or I: no coefficients, and no data: no figure', () => {
    const only = kano([{ functional: 'dislike', dysfunctional: 'like' }])
    expect(only).not.toHaveProperty('better')
    expect(only).toMatchObject({ leading: ['R'] })
    expect(kano([])).toEqual({ suppressed: 'no-data', n: 0 })
  })
  it('[M9] people who contradict themselves can be left out', () => {
    const q = { functional: 'like', dysfunctional: 'like' } as const
    const ok = { functional: 'like', dysfunctional: 'dislike' } as const
    expect(withoutContradictory([{ pairs: [q, q, ok] }, { pairs: [q, ok, ok] }])).toHaveLength(1)
  })
  it('[M9] coefficients keep their ends', () => {
    const pair = fc.record({ functional: fc.constantFrom(...answers), dysfunctional: fc.constantFrom(...answers) })
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 60 }), (pairs) => {
        const result = kano(pairs)
        if (isSuppressed(result)) throw new Error('there are answers')
        expect(Object.values(result.counts).reduce((sum, count) => sum + count, 0)).toBe(pairs.length)
        if (result.better === undefined || result.worse === undefined) return
        expect(result.better).toBeGreaterThanOrEqual(0)
        expect(result.better).toBeLessThanOrEqual(1)
        expect(result.worse).toBeLessThanOrEqual(0)
        expect(result.worse).toBeGreaterThanOrEqual(-1)
      }),
    )
  })
})
