import type { EpochMs } from '../model/ids.ts'
import { isNumber } from '../model/is-number.ts'
import { EMPTY_LEDGER, type Ledger, type LedgerEntry } from './ledger.ts'
import { latest, trusted } from './trusted.ts'

const DAY = 86_400_000
// the longest look back is the cap of 30 days
const KEEP = 31 * DAY
const MAX_ORDERS = 100

/** Notes what happened. Pure: gives a new ledger. @public */
export function noted(before: Ledger, entry: LedgerEntry): Ledger {
  const { what, surveyId, at, order } = entry
  const ledger = trusted(before, at)
  return {
    shown: what === 'shown' ? moments([...ledger.shown, at]).filter((moment) => moment > at - KEEP) : ledger.shown,
    dismissed: what === 'dismissed' ? Math.max(ledger.dismissed, at) : ledger.dismissed,
    answered: what === 'answered' ? Math.max(ledger.answered, at) : ledger.answered,
    surveys: { ...ledger.surveys, [surveyId]: latest([ledger.surveys[surveyId], { [what]: at }]) },
    orders: order === undefined ? ledger.orders : marks([...ledger.orders, order]),
  }
}

/**
 * What two records of the same person know together: the collector's and the browser's. Neither order nor
 * repetition matters.
 * @public
 */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  const ids = new Set([...Object.keys(a.surveys), ...Object.keys(b.surveys)])
  return {
    shown: moments([...a.shown, ...b.shown]),
    dismissed: Math.max(a.dismissed, b.dismissed),
    answered: Math.max(a.answered, b.answered),
    surveys: Object.fromEntries([...ids].map((id) => [id, latest([a.surveys[id], b.surveys[id]])])),
    orders: marks([...a.orders, ...b.orders].sort()),
  }
}

/**
 * Reads a ledger from a store. Anything that cannot be read gives an empty ledger: a damaged cache must not stop a survey, nor
 * break the page. Moments more than a day ahead come from a clock that was wrong and are left out.
 * @public
 */
export function readLedger(text: string | undefined, now: EpochMs): Ledger {
  try {
    const { shown, dismissed, answered, surveys, orders } = JSON.parse(text ?? '') as Record<string, unknown>
    const known: Ledger = {
      shown: list(shown)
        .filter(isNumber)
        .sort((x, y) => x - y),
      dismissed: isNumber(dismissed) ? dismissed : 0,
      answered: isNumber(answered) ? answered : 0,
      surveys: { ...(surveys as Ledger['surveys']) },
      orders: list(orders).filter((mark): mark is string => typeof mark === 'string'),
    }
    return trusted(known, now)
  } catch {
    return EMPTY_LEDGER
  }
}

function moments(times: readonly EpochMs[]): readonly EpochMs[] {
  return [...new Set(times)].sort((x, y) => x - y)
}

function marks(orders: readonly string[]): readonly string[] {
  return [...new Set(orders)].slice(-MAX_ORDERS)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
