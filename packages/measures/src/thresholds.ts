import { isSuppressed, type Measured, requireCount } from './result.ts'

/** Smallest anonymous group that is shown (common employer practice: 5, never under 2). @public */
export const ANONYMOUS_THRESHOLD = 5

/** How far a named person's figures may be used. @public */
export type Readiness = 'count-only' | 'early' | 'ready'

/**
 * Named people: under 10 answers the count only, 10–29 "early, do not act on it", from 30 the score
 * with its interval. Source: IASSIST list of practice, as [M15] has it. Praise texts are always shown.
 * @throws RangeError when `n` is no count.
 * @public
 */
export function readiness(n: number): Readiness {
  requireCount('n', n)
  if (n < 10) return 'count-only'
  return n < 30 ? 'early' : 'ready'
}

/**
 * Whether a share is precise enough to compare: half-width of its interval at most 15 points ([M15]).
 * @public
 */
export function comparable(result: Measured, mostHalfWidth = 0.15): boolean {
  return !isSuppressed(result) && (result.high - result.low) / 2 <= mostHalfWidth
}

/** A group of people, or a number that is withheld. @public */
export type Cell = { readonly id: string; readonly n: number } | { readonly id: string; readonly n?: never }

/** Groups of one whole, with the whole. @public */
export interface SafeGroups {
  /** In the order given; without `n` where it is withheld. */
  readonly cells: readonly Cell[]
  /** Absent when even all together are too few, or when it would give a group away. */
  readonly total?: number
}

/**
 * Withholds small groups so that nobody can be reckoned out, by subtraction from the total either:
 * groups of 1 to `threshold − 1` are hidden; then the smallest shown ones, until at least two are
 * hidden and those together hold at least `threshold`; if that cannot be, the total is hidden too.
 * Empty groups hold nobody and are shown. Source: complementary cell suppression (Cox 1980, JASA 75;
 * Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001).
 *
 * Safe for one way of grouping; a second way over the same people needs {@link suppressTable}.
 *
 * @throws RangeError when a count is no count, or the threshold is below 2.
 * @public
 */
export function suppressGroups(
  groups: readonly { readonly id: string; readonly n: number }[],
  threshold: number = ANONYMOUS_THRESHOLD,
): SafeGroups {
  requireThreshold(threshold)
  for (const group of groups) requireCount(group.id, group.n)
  const total = groups.reduce((sum, group) => sum + group.n, 0)
  const hidden = hiddenInLine(
    groups.map((group) => group.n),
    new Set(),
    threshold,
  )
  const cells = groups.map((group, i): Cell => (hidden.cells.has(i) ? { id: group.id } : group))
  const showTotal = hidden.safe && (total === 0 || total >= threshold)
  return showTotal ? { cells, total } : { cells }
}

/** A table of counts with what may be shown. `undefined` is withheld. @public */
export interface SafeTable {
  /** Row by row; `undefined`: withheld. */
  readonly cells: readonly (readonly (number | undefined)[])[]
  /** `undefined`: withheld. */
  readonly rowTotals: readonly (number | undefined)[]
  /** `undefined`: withheld. */
  readonly columnTotals: readonly (number | undefined)[]
  /** `undefined`: withheld. */
  readonly total: number | undefined
}

/**
 * The same for two groupings at once (department × criterion): in each row and column with a hidden
 * cell at least two are hidden, holding at least `threshold` together, and no hidden cell is the
 * only link between two parts of the table (a bridge could be solved for). Where that cannot be
 * reached the totals are withheld and the cells alone remain. Errs on the side of hiding.
 *
 * @throws RangeError when rows differ in length, a count is no count, or the threshold is below 2.
 * @public
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  threshold: number = ANONYMOUS_THRESHOLD,
): SafeTable {
  requireThreshold(threshold)
  const width = counts[0]?.length ?? 0
  for (const [r, row] of counts.entries()) {
    if (row.length !== width) throw new RangeError(`row ${r}: expected ${width} counts, got ${row.length}`)
    for (const count of row) requireCount(`row ${r}`, count)
  }
  const columns = Array.from({ length: width }, (_, c) => counts.map((row) => row[c]!))
  const sum = (line: readonly number[]) => line.reduce((a, b) => a + b, 0)
  const hidden = new Set<number>()
  const small = (n: number) => n > 0 && n < threshold
  counts.forEach((row, r) => {
    row.forEach((count, c) => {
      if (small(count)) hidden.add(r * width + c)
    })
  })

  let safe = true
  for (let before = -1; before !== hidden.size && safe; ) {
    before = hidden.size
    const hide = (line: readonly number[], at: (i: number) => number) => {
      const known = new Set(line.flatMap((_, i) => (hidden.has(at(i)) ? [i] : [])))
      const result = hiddenInLine(line, known, threshold)
      safe &&= result.safe
      for (const i of result.cells) hidden.add(at(i))
    }
    counts.forEach((row, r) => {
      hide(row, (c) => r * width + c)
    })
    columns.forEach((column, c) => {
      hide(column, (r) => r * width + c)
    })
    if (safe && before === hidden.size) {
      const bridge = [...hidden].find((cell) => isBridge(cell, hidden, width))
      if (bridge !== undefined) {
        const row = Math.floor(bridge / width)
        const column = bridge % width
        for (let c = 0; c < width; c += 1) hidden.add(row * width + c)
        for (let r = 0; r < counts.length; r += 1) hidden.add(r * width + column)
      }
    }
  }

  const rowSums = counts.map(sum)
  const columnSums = columns.map(sum)
  safe &&= ![...rowSums, ...columnSums].some(small) && ![...hidden].some((cell) => isBridge(cell, hidden, width))
  return {
    cells: counts.map((row, r) => row.map((count, c) => (hidden.has(r * width + c) ? undefined : count))),
    rowTotals: rowSums.map((n) => (safe ? n : undefined)),
    columnTotals: columnSums.map((n) => (safe ? n : undefined)),
    total: safe ? sum(rowSums) : undefined,
  }
}

/** Hides more of one line until its total gives nothing away. */
function hiddenInLine(
  line: readonly number[],
  already: ReadonlySet<number>,
  threshold: number,
): { cells: Set<number>; safe: boolean } {
  const cells = new Set(already)
  line.forEach((n, i) => {
    if (n > 0 && n < threshold) cells.add(i)
  })
  const held = () => [...cells].reduce((sum, i) => sum + line[i]!, 0)
  const inhabited = () => [...cells].filter((i) => line[i]! > 0).length
  if (cells.size === 0) return { cells, safe: true }
  const rest = line
    .map((n, i) => ({ n, i }))
    .filter(({ n, i }) => n > 0 && !cells.has(i))
    .sort((a, b) => a.n - b.n || a.i - b.i)
  for (const { i } of rest) {
    if (inhabited() >= 2 && held() >= threshold) break
    cells.add(i)
  }
  return { cells, safe: held() === 0 || (inhabited() >= 2 && held() >= threshold) }
}

/**
 * Rows and columns are the nodes, hidden cells the edges: a cell can be solved for exactly when no
 * other way leads from its row to its column.
 */
function isBridge(cell: number, hidden: ReadonlySet<number>, width: number): boolean {
  const goal = `c${cell % width}`
  const seen = new Set<string>()
  const open = [`r${Math.floor(cell / width)}`]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === goal) return false
    if (seen.has(node)) continue
    seen.add(node)
    for (const other of hidden) {
      if (other === cell) continue
      const row = `r${Math.floor(other / width)}`
      const column = `c${other % width}`
      if (row === node) open.push(column)
      if (column === node) open.push(row)
    }
  }
  return true
}

function requireThreshold(threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < 2) {
    throw new RangeError(`threshold: expected a whole number from 2, got ${threshold}`)
  }
}
