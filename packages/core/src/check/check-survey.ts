import type { Issue } from '../model/errors.ts'
import { isTooDeep } from '../model/is-too-deep.ts'
import type { Survey } from '../model/survey.ts'
import { migrateSurvey } from '../model/survey-migrations.ts'
import { issuesOf } from '../schema/issues-of.ts'
import { surveySchema } from '../schema/survey.ts'
import { checkTargeting } from '../targeting/check-targeting.ts'
import { checkSense } from './check-sense.ts'

/** A survey that may be run, or all that is wrong with it. @public */
export type CheckedSurvey =
  | { readonly ok: true; readonly survey: Survey }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Deeper than any honest survey; deeper ones would only exhaust the stack. */
const DEEPEST = 40

/**
 * Checks a definition from anywhere: brings it to the present form, then checks its form, its sense and its
 * fairness. Never throws.
 * @public
 */
export function checkSurvey(value: unknown): CheckedSurvey {
  if (isTooDeep(value, DEEPEST))
    return { ok: false, issues: [{ code: 'too-deep', path: '', found: 'more', wanted: `at most ${DEEPEST} levels` }] }
  const migrated = migrateSurvey(value)
  if (!migrated.ok) return migrated
  const parsed = surveySchema.safeParse(migrated.value)
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error.issues, migrated.value) }
  const issues = [...checkSense(parsed.data), ...checkTargeting(parsed.data.targeting)]
  return issues.length > 0 ? { ok: false, issues } : { ok: true, survey: parsed.data }
}
