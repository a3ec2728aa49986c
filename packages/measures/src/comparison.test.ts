import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balance, balancePaired } from './balance.ts'
import { frankness } from './frankness.ts'
import { holm } from './holm.ts'
import { compareAll } from './multiple.ts'
import { n1Test } from './n1-test.ts'
import { changed, newcombe } from './newcombe.ts'
import { responseRate } from './response-rate.ts'
import type { Interval } from './result.ts'
import { CRITERIA, DIMENSION_OF, importanceFromSplit, servperf, servqualGap, weakest } from './servqual.ts'
import { ewma, pChart } from './trend.ts'
import { wilson } from './wilson.ts'

const share = (hits: number, n: number) => ({ hits, n })
const anyShare = fc
  .integer({ min: 1, max: 3000 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((hits) => ({ hits, n })))

describe('two shares', () => {
  it('[M10] 80/100 against 68/100: z = 1.930, p = 0.0537', () => {
    const test = n1Test(share(80, 100), share(68, 100)) as { z: number; p: number }
    expect([test.z.toFixed(3), test.p.toFixed(4)]).toEqual(['1.930', '0.0537'])
  })
  it('[M10] 80/100 against 68/100: −0.0018…0.2373, so not "changed"', () => {
    const difference = newcombe(share(80, 100), share(68, 100)) as Interval
    expect(difference.low.toFixed(4)).toBe('-0.0018')
    // the published end was reckoned from Wilson ends of four digits; exact it is 0.23737
    expect(Math.abs(difference.high - 0.2373)).toBeLessThan(1e-4)
    expect(difference.high).toBeCloseTo(0.2373737, 7)
    expect(changed(difference)).toBe(false)
    expect(changed(newcombe(share(800, 1000), share(680, 1000)))).toBe(true)
    expect(changed({ suppressed: 'no-data', n: 0 })).toBe(false)
  })
  it('[M1] nothing on one side, no figure; all alike, no difference', () => {
    expect(newcombe(share(0, 0), share(1, 2))).toEqual({ suppressed: 'no-data', n: 2 })
    expect(n1Test(share(0, 0), share(1, 2))).toEqual({ suppressed: 'no-data', n: 2 })
    expect(n1Test(share(5, 5), share(9, 9))).toEqual({ z: 0, p: 1, n: 14 })
    expect(() => n1Test(share(6, 5), share(9, 9))).toThrow('first.hits: expected at most n = 5, got 6')
  })
  it('[M3] contains the difference, is mirrored, narrows with n', () => {
    fc.assert(
      fc.property(anyShare, anyShare, (a, b) => {
        const result = newcombe(a, b) as Interval
        const turned = newcombe(b, a) as Interval
        const more = newcombe(share(a.hits * 4, a.n * 4), share(b.hits * 4, b.n * 4)) as Interval
        expect(result.low).toBeLessThanOrEqual(result.estimate)
        expect(result.high).toBeGreaterThanOrEqual(result.estimate)
        expect(result.low).toBeGreaterThanOrEqual(-1 - 1e-12)
        expect(result.high).toBeLessThanOrEqual(1 + 1e-12)
        expect(turned.low).toBeCloseTo(-result.high, 12)
        expect(more.high - more.low).toBeLessThan(result.high - result.low)
        const there = n1Test(a, b) as { z: number; p: number }
        const back = n1Test(b, a) as { z: number; p: number }
        expect(back.z).toBeCloseTo(-there.z, 12)
        expect(back.p).toBeCloseTo(there.p, 12)
      }),
    )
  })
})

describe('many comparisons', () => {
  it('[M11] Holm: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02', () => {
    const result = holm([0.01, 0.04, 0.03, 0.005])
    expect(result.map((one) => one.adjusted.toFixed(3))).toEqual(['0.030', '0.060', '0.060', '0.020'])
    expect(result.map((one) => one.significant)).toEqual([true, false, false, true])
    expect(() => holm([2])).toThrow('p: expected a number 0…1, got 2')
  })
  it('[M11] corrected p is never smaller, keeps the order, never above 1', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (values) => {
        const result = holm(values)
        for (const one of result) {
          expect(one.adjusted).toBeGreaterThanOrEqual(one.p)
          expect(one.adjusted).toBeLessThanOrEqual(1)
          for (const other of result) if (one.p < other.p) expect(one.adjusted).toBeLessThanOrEqual(other.adjusted)
        }
      }),
    )
  })
  it('[M11] one lucky criterion among nine is not called a change', () => {
    const flat = Array.from({ length: 8 }, (_, i) => ({ id: `c${i}`, before: share(80, 100), after: share(80, 100) }))
    const lucky = { id: 'lucky', before: share(67, 100), after: share(80, 100) }
    expect(compareAll([lucky])[0]!.verdict).toBe('up')
    expect(compareAll([lucky, ...flat])[0]!.verdict).toBe('no-evidence-yet')
    const real = { id: 'real', before: share(800, 1000), after: share(650, 1000) }
    const empty = { id: 'empty', before: share(0, 0), after: share(1, 2) }
    expect(
      compareAll([real, empty, ...flat])
        .map((one) => one.verdict)
        .slice(0, 3),
    ).toEqual(['down', 'no-evidence-yet', 'no-evidence-yet'])
  })
})

describe('nine criteria', () => {
  const spread = (centre: number, n = 40) => Array.from({ length: n }, (_, i) => centre + (i % 2 === 0 ? 0.5 : -0.5))
  it('[M12] the three lowest means, always the same', () => {
    const given = CRITERIA.map((id, i) => ({ id, ratings: spread(2 + i * 0.7) }))
    const result = weakest(given)
    expect(result.weakest.map((one) => one.id)).toEqual(['competence', 'accessibility', 'courtesy'])
    expect(result).toMatchObject({ tied: [], tooCloseToCall: [], tooFew: [] })
    expect(weakest([...given].reverse()).weakest).toEqual(result.weakest)
    expect(result.weakest[0]!.low).toBeLessThan(result.weakest[0]!.estimate)
  })
  it('[M12] a tie at the cut is named, an overlap is too close to call', () => {
    const result = weakest([
      { id: 'a', ratings: spread(2) },
      { id: 'b', ratings: spread(2.5) },
      { id: 'c', ratings: spread(3) },
      { id: 'd', ratings: spread(3) },
      { id: 'e', ratings: spread(3.1) },
      { id: 'f', ratings: spread(4.5) },
    ])
    expect(result.weakest.map((one) => one.id)).toEqual(['a', 'b', 'c'])
    expect(result.tied).toEqual(['d'])
    expect(result.tooCloseToCall).toEqual(['d', 'e'])
  })
  it('[M12] equal means: what matters more goes first', () => {
    const result = weakest(
      [
        { id: 'a', ratings: spread(3), importance: 3 },
        { id: 'b', ratings: spread(3), importance: 5 },
      ],
      { count: 1 },
    )
    expect(result.weakest.map((one) => one.id)).toEqual(['b'])
    expect(result.tied).toEqual([])
    expect(result.tooCloseToCall).toEqual(['a'])
  })
  it('[M12] a criterion with few answers is not ranked', () => {
    const result = weakest([
      { id: 'loud', ratings: [1, 1, 1] },
      { id: 'calm', ratings: spread(4) },
    ])
    expect(result.tooFew).toEqual(['loud'])
    expect(result.weakest.map((one) => one.id)).toEqual(['calm'])
  })
  it('[M13] all nine map onto the five dimensions; the gap is paired', () => {
    expect(new Set(Object.values(DIMENSION_OF)).size).toBe(5)
    expect(Object.keys(DIMENSION_OF).sort()).toEqual([...CRITERIA].sort())
    const result = servperf([
      { id: 'competence', ratings: [4, 4] },
      { id: 'courtesy', ratings: [2, 2] },
      { id: 'own', ratings: [1, 1] },
    ])
    expect(Object.keys(result)).toEqual(['assurance'])
    expect((result.assurance as Interval).estimate).toBe(3)
    const gap = servqualGap([
      { perception: 3, expectation: 5 },
      { perception: 4, expectation: 5 },
    ])
    expect((gap as Interval).estimate).toBe(-1.5)
  })
  it('[M12] importance from 100-point splits', () => {
    expect(importanceFromSplit([{ a: 60, b: 40 }, { a: 100 }])).toEqual({ a: 80, b: 20 })
  })
})

describe('trend', () => {
  const flat = Array.from({ length: 12 }, () => share(40, 50))
  it('[M14] a flat series never alarms; all or none does not divide by nothing', () => {
    for (const series of [flat, flat.map(() => share(50, 50)), flat.map(() => share(0, 50)), [share(0, 0)]]) {
      for (const one of [...pChart(series), ...ewma(series)]) expect(one.alarm).toBeUndefined()
    }
  })
  it('[M14] a collapse alarms on the p-chart, a lasting drop on the EWMA first', () => {
    const baseline = share(800, 1000)
    expect(pChart([...flat, share(25, 50)], { baseline }).at(-1)!.alarm).toBe('low')
    const drop = Array.from({ length: 8 }, () => share(34, 50))
    expect(pChart(drop, { baseline }).some((one) => one.alarm !== undefined)).toBe(false)
    expect(ewma(drop, { baseline }).at(-1)!.alarm).toBe('low')
    expect(() => ewma(flat, { weight: 0 })).toThrow(RangeError)
  })
  it('[M14] of 2,000 flat series of twelve weeks at most 5 % give any alarm', () => {
    let seed = 20261121
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed / 4294967296
    }
    const week = () => {
      let hits = 0
      for (let i = 0; i < 60; i += 1) if (random() < 0.8) hits += 1
      return share(hits, 60)
    }
    const baseline = share(8000, 10_000)
    let byChart = 0
    let byAverage = 0
    for (let i = 0; i < 2000; i += 1) {
      const series = Array.from({ length: 12 }, week)
      if (pChart(series, { baseline }).some((one) => one.alarm !== undefined)) byChart += 1
      if (ewma(series, { baseline }).some((one) => one.alarm !== undefined)) byAverage += 1
    }
    expect(byChart / 2000).toBeLessThanOrEqual(0.05)
    expect(byAverage / 2000).toBeLessThanOrEqual(0.05)
  })
  it('[M3] limits hold the baseline and narrow with n', () => {
    fc.assert(
      fc.property(fc.array(anyShare, { minLength: 1, maxLength: 20 }), (windows) => {
        const baseline = share(30, 100)
        for (const one of [...pChart(windows, { baseline }), ...ewma(windows, { baseline })]) {
          expect(one.low).toBeLessThanOrEqual(0.3)
          expect(one.high).toBeGreaterThanOrEqual(0.3)
        }
      }),
    )
  })
})

describe('of the invitation', () => {
  it('[M18] frankness is a share with its interval', () => {
    expect(frankness(12, 40)).toEqual(wilson(12, 40))
  })
  it('[M18] balance: 80 % met − 30 % hard = 50 points, for separate people and for the same', () => {
    const apart = balance({ metOrBetter: share(80, 100), hard: share(30, 100) }) as Interval
    expect(apart.estimate).toBeCloseTo(0.5, 12)
    // 60 met and easy, 20 met and hard, 10 worse and hard, 10 worse and easy
    const same = balancePaired({ goodOnly: 60, hardOnly: 10, neither: 30 }) as Interval & { score: number }
    expect(same.score).toBeCloseTo(0.5, 12)
    expect(same.low).toBeLessThan(0.5)
    expect(same.high).toBeGreaterThan(0.5)
  })
  it('[M19] the denominators are seen and started', () => {
    const rates = responseRate({ seen: 200, started: 80, responses: 70, completed: 60 })
    expect(rates.response).toMatchObject({ estimate: 0.35, n: 200 })
    expect(rates.completion).toMatchObject({ estimate: 0.75, n: 80 })
    expect(responseRate({ seen: 0, started: 0, responses: 0, completed: 0 }).response).toEqual({
      suppressed: 'no-data',
      n: 0,
    })
  })
})
