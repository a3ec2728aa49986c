import type { Survey } from '../model/survey.ts'
import { FULL_PARTS } from './full-parts.ts'
import type { Run } from './run-state.ts'
import type { RunView } from './view.ts'
import { viewWith } from './view-with.ts'

/**
 * What to show now, in the run's language: words filled in, options in their order.
 * `names` fills `{shop}` and the like in the survey's texts.
 * @public
 */
export function viewOf(survey: Survey, run: Run, names: Readonly<Record<string, string>> = {}): RunView {
  return viewWith(survey, run, names, FULL_PARTS)
}
