import type { Impressions, SurveyStore } from '../store/ports.ts'

/** Adds counts of showings to the store. */
export interface Counting {
  /** Resolves after the commit. What comes while one is under way shares the next. */
  add(rows: readonly Impressions[]): Promise<void>
}

/** Nearly every post brings counts: a transaction for each would take from answers what they gain by sharing theirs. */
export function createCounting(store: Pick<SurveyStore, 'count'>): Counting {
  let gathered: Impressions[] = []
  let running = Promise.resolve()
  let next: Promise<void> | undefined
  return {
    add(rows) {
      gathered.push(...rows)
      next ??= running
        .catch(() => {})
        .then(() => {
          const batch = gathered
          gathered = []
          next = undefined
          running = store.count(summed(batch))
          return running
        })
      return next
    },
  }
}

/** One row for each that the store has: a statement may touch a row once. In one order, so that no two writers wait for each other. */
function summed(rows: readonly Impressions[]): readonly Impressions[] {
  const sums = new Map<string, Impressions>()
  for (const row of rows) {
    const { showings, seen, started, dismissed, suppressed, ...about } = row
    const key = Object.values(about).join('\n')
    const sum = sums.get(key)
    sums.set(
      key,
      sum
        ? {
            ...about,
            showings: sum.showings + showings,
            seen: sum.seen + seen,
            started: sum.started + started,
            dismissed: sum.dismissed + dismissed,
            suppressed: sum.suppressed + suppressed,
          }
        : row,
    )
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
