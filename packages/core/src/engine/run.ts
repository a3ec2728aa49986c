import type { Survey } from '../model/survey.ts'
import { advanceWith } from './advance-with.ts'
import { FULL_PARTS } from './full-parts.ts'
import type { Run, RunEvent, StartOptions } from './run-state.ts'
import { startWith } from './start-with.ts'

export type * from './run-state.ts'

/**
 * Begins a run, or takes up an earlier one. What does not fit the survey any more (another version, a damaged
 * draft) is left behind; the answers that fit stay.
 * @public
 */
export function startRun(survey: Survey, options: StartOptions): Run {
  return startWith(survey, options, FULL_PARTS)
}

/**
 * The next state of a run after an event. Pure; an event that does not fit the state (an unknown question,
 * anything after the end) changes nothing.
 * @public
 */
export function advance(survey: Survey, run: Run, event: RunEvent): Run {
  return advanceWith(survey, run, event, FULL_PARTS)
}
