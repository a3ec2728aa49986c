import { type Candidate, type Chosen, chooseWith, decideWith } from './decide-with.ts'
import type { Decision } from './reasons.ts'
import { matchesPattern } from './url-pattern.ts'
import type { Governor, Visit } from './visit.ts'

/**
 * Shall this survey be shown now? Reads only its arguments and never throws: a definition that cannot be
 * read is `broken-rule`. The same function serves the page, `explain()` and the collector.
 * @public
 */
export function decide(survey: Candidate, visit: Visit, governor: Governor): Decision {
  return decideWith(matchesPattern, survey, visit, governor)
}

/**
 * Decides about all surveys and picks the one of highest `priority`; equals keep the order of the list. An
 * always-open door comes after every question, and is not put off by one.
 * @public
 */
export function choose<Item extends Candidate>(
  surveys: readonly Item[],
  visit: Visit,
  governor: Governor,
): Chosen<Item> {
  return chooseWith(matchesPattern, surveys, visit, governor)
}
