import type { Issue } from './errors.ts'
import { isWhole } from './is-number.ts'
import { shortened } from './shortened.ts'
import { SURVEY_SCHEMA } from './survey.ts'

/** One step from a form of definitions to the next. @public */
export interface SurveyMigration {
  /** The form it leads to: steps are numbered 2, 3, 4 … without a gap. */
  readonly to: number
  /** Changes a copy; what it does not know it leaves alone. */
  readonly up: (survey: Record<string, unknown>) => Record<string, unknown>
}

/** Every change of the form since the first, oldest first. The form is still the first. */
const STEPS: readonly SurveyMigration[] = []

/**
 * Brings a definition of any earlier form to the present one. A newer form than ours is refused, since what we
 * do not know we would lose.
 * @public
 */
export function migrateSurvey(
  value: unknown,
  steps: readonly SurveyMigration[] = STEPS,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issues: readonly Issue[] } {
  const newest = SURVEY_SCHEMA + steps.length
  const bad = steps.find((step, i) => step.to !== SURVEY_SCHEMA - STEPS.length + 1 + i)
  if (bad) return refused('migrations', bad.to, 'steps numbered one after the other, from 2')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('', shortened(value), 'an object that holds a survey')
  const { schema } = value as Record<string, unknown>
  if (!isWhole(schema) || schema < 1)
    return refused('schema', shortened(schema), `the number of the form, 1 to ${newest}`)
  if (schema > newest)
    return refused('schema', schema, `at most ${newest}`, 'update Frankly: the survey is of a newer form')
  let migrated = structuredClone(value) as Record<string, unknown>
  for (const step of steps) if (step.to > schema) migrated = { ...step.up(migrated), schema: step.to }
  return { ok: true, value: migrated }
}

function refused(path: string, found: unknown, wanted: string, hint?: string): { ok: false; issues: Issue[] } {
  return { ok: false, issues: [{ code: 'schema-unknown', path, found, wanted, ...(hint && { hint }) }] }
}
