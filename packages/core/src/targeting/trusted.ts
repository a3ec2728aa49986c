import type { EpochMs } from '../model/ids.ts'
import { isNumber } from '../model/is-number.ts'
import { isCredible } from './credible.ts'
import type { Ledger, SurveyTimes } from './ledger.ts'

/** [L3] The ledger without what lies more than a day ahead. @public */
export function trusted(ledger: Ledger, now: EpochMs): Ledger {
  const isMoment = (at: EpochMs): boolean => isCredible(at, now)
  const { shown, dismissed, answered, surveys, orders } = ledger
  return {
    shown: shown.filter(isMoment),
    dismissed: isMoment(dismissed) ? dismissed : 0,
    answered: isMoment(answered) ? answered : 0,
    surveys: Object.fromEntries(Object.entries(surveys).map(([id, times]) => [id, latest([times], isMoment)])),
    orders,
  }
}

/** The latest moments of several records of one survey. */
export function latest(
  records: readonly (SurveyTimes | undefined)[],
  counts: (at: EpochMs) => boolean = () => true,
): SurveyTimes {
  const times: { -readonly [What in keyof SurveyTimes]: EpochMs } = {}
  for (const what of ['shown', 'dismissed', 'answered'] as const) {
    const at = Math.max(
      ...records
        .map((each) => each?.[what])
        .filter(isNumber)
        .filter(counts),
    )
    if (at > 0) times[what] = at
  }
  return times
}
