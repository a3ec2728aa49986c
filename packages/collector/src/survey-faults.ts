import { checkSurvey, type Issue } from '@frankly/core'

/** Faults of a survey definition; none: it is good. */
export function surveyFaults(definition: unknown): readonly Issue[] {
  const checked = checkSurvey(definition)
  return checked.ok ? [] : checked.issues
}
