import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparable, readiness, suppressGroups, suppressTable } from './thresholds.ts'
import { wilson } from './wilson.ts'

describe('named people', () => {
  it('[M15] under 10 the count, 10–29 early, from 30 the score', () => {
    expect([0, 9, 10, 29, 30].map(readiness)).toEqual(['count-only', 'count-only', 'early', 'early', 'ready'])
    expect(() => readiness(-1)).toThrow(RangeError)
  })
  it('[M15] no comparison when the half-width is above 15 points', () => {
    expect(comparable(wilson(5, 10))).toBe(false)
    expect(comparable(wilson(50, 100))).toBe(true)
    expect(comparable({ suppressed: 'no-data', n: 0 })).toBe(false)
  })
})

describe('groups', () => {
  const groups = (...sizes: number[]) => sizes.map((n, i) => ({ id: `g${i}`, n }))
  it('[M16] large groups are shown with their total', () => {
    expect(suppressGroups(groups(5, 7))).toEqual({ cells: groups(5, 7), total: 12 })
  })
  it('[M16] one small group takes the smallest neighbour along', () => {
    expect(suppressGroups(groups(3, 20, 9))).toEqual({
      cells: [{ id: 'g0' }, { id: 'g1', n: 20 }, { id: 'g2' }],
      total: 32,
    })
  })
  it('[M16] two small ones that make less than five together take a third', () => {
    expect(suppressGroups(groups(1, 2, 30, 8)).cells).toEqual([
      { id: 'g0' },
      { id: 'g1' },
      { id: 'g2', n: 30 },
      { id: 'g3' },
    ])
  })
  it('[M16] a lone small group takes the total away; an empty one is shown', () => {
    expect(suppressGroups(groups(3))).toEqual({ cells: [{ id: 'g0' }] })
    expect(suppressGroups(groups(0, 9))).toEqual({ cells: groups(0, 9), total: 9 })
    expect(suppressGroups(groups(3, 0))).toEqual({ cells: [{ id: 'g0' }, { id: 'g1', n: 0 }] })
    expect(suppressGroups([])).toEqual({ cells: [], total: 0 })
    expect(() => suppressGroups(groups(3), 1)).toThrow('threshold: expected a whole number from 2, got 1')
  })
  it('[M16] no query reveals fewer than five people, also by subtraction', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 8 }), (ns, threshold) => {
        const given = ns.map((n, i) => ({ id: `g${i}`, n }))
        const { cells, total } = suppressGroups(given, threshold)
        for (const cell of cells) if (cell.n !== undefined) expect(cell.n === 0 || cell.n >= threshold).toBe(true)
        if (total === undefined) return
        expect(total === 0 || total >= threshold).toBe(true)
        const hidden = given.filter((_, i) => cells[i]!.n === undefined)
        if (hidden.length === 0) return
        const left = total - cells.reduce((sum, cell) => sum + (cell.n ?? 0), 0)
        expect(left).toBeGreaterThanOrEqual(threshold)
        expect(hidden.length).toBeGreaterThanOrEqual(2)
        // every hidden group has another value that fits all that is shown
        for (const one of hidden) {
          const others = hidden.filter((other) => other !== one)
          expect(others.some((other) => other.n > 0) || one.n === 0).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

const zeroOrMany = (n: number) => n === 0 || n >= 5

describe('tables', () => {
  it('[M17] one small cell takes along a rectangle', () => {
    const { cells, total } = suppressTable([
      [3, 20, 30],
      [25, 21, 31],
      [26, 22, 32],
    ])
    expect(total).toBe(210)
    expect(cells.flat().filter((cell) => cell === undefined)).toHaveLength(4)
    expect(cells[0]![0]).toBeUndefined()
  })
  it('[M17] rows of unlike length are an error', () => {
    expect(() => suppressTable([[1, 2], [3]])).toThrow('row 1: expected 2 counts, got 1')
  })
  it('[M17] nothing small, nothing hidden', () => {
    expect(suppressTable([[5, 6]])).toEqual({ cells: [[5, 6]], rowTotals: [11], columnTotals: [5, 6], total: 11 })
  })
  it('[M17] no shown number and no equation of shown totals gives a hidden cell', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    )
    fc.assert(
      fc.property(table, (counts) => {
        const safe = suppressTable(counts)
        const shown = [...safe.cells.flat(), ...safe.rowTotals, ...safe.columnTotals, safe.total]
        for (const n of shown) if (n !== undefined) expect(zeroOrMany(n)).toBe(true)
        if (safe.total === undefined) return
        const hidden = counts.flatMap((row, r) =>
          row.flatMap((_, c) => (safe.cells[r]![c] === undefined ? [{ r, c }] : [])),
        )
        const equations = [
          ...counts.map((_, r) => hidden.map((cell) => (cell.r === r ? 1 : 0))),
          ...counts[0]!.map((_, c) => hidden.map((cell) => (cell.c === c ? 1 : 0))),
        ]
        const rank = rankOf(equations)
        hidden.forEach((_, i) => {
          const unit = hidden.map((_, j) => (i === j ? 1 : 0))
          expect(rankOf([...equations, unit])).toBe(rank + 1)
        })
        // what is left of each line by subtraction holds five people or more
        const left = (line: readonly { r: number; c: number }[]) =>
          line.reduce((sum, { r, c }) => sum + counts[r]![c]!, 0)
        for (const { r, c } of hidden) {
          expect(zeroOrMany(left(hidden.filter((cell) => cell.r === r)))).toBe(true)
          expect(zeroOrMany(left(hidden.filter((cell) => cell.c === c)))).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

/** Rank by elimination: a hidden cell is solvable when its unit row adds nothing. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const work = rows.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (work[0]?.length ?? 0); column += 1) {
    const pivot = work.findIndex((row, i) => i >= rank && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    ;[work[rank], work[pivot]] = [work[pivot]!, work[rank]!]
    for (let i = rank + 1; i < work.length; i += 1) {
      const factor = work[i]![column]! / work[rank]![column]!
      for (let j = column; j < work[i]!.length; j += 1) work[i]![j]! -= factor * work[rank]![j]!
    }
    rank += 1
  }
  return rank
}
