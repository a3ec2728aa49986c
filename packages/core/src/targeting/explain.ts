import type { SurveyId } from '../model/ids.ts'
import { type Candidate, choose } from './decide.ts'
import { type Decision, no } from './reasons.ts'
import type { Governor, Visit } from './visit.ts'

/** Decisions about every survey at one moment. `toString()` is a table for a developer. @public */
export interface Explanation {
  /** The survey that would be shown. */
  readonly winner?: SurveyId
  /** What was decided about each survey, in the order of the configuration. */
  readonly decisions: readonly (Decision & { readonly surveyId: SurveyId })[]
  /** A table of all decisions in plain text. */
  toString(): string
}

/**
 * Says why each survey would or would not be shown: the same function as `choose`, nothing is shown or noted.
 * @param only - one survey; an unknown id gives `unknown-survey`
 * @public
 */
export function explain(surveys: readonly Candidate[], visit: Visit, governor: Governor, only?: SurveyId): Explanation {
  const { survey, decisions } = choose(surveys, visit, governor)
  const all: Record<SurveyId, Decision> =
    only === undefined
      ? decisions
      : {
          [only]:
            (Object.hasOwn(decisions, only) && decisions[only]) ||
            no('unknown-survey', { known: surveys.map(({ id }) => id) }),
        }
  const rows = Object.entries(all).map(([surveyId, decision]) => ({ surveyId, ...decision }))
  return { ...(survey && { winner: survey.id }), decisions: rows, toString: () => table(rows) }
}

function table(rows: Explanation['decisions']): string {
  const cells = [
    ['survey', 'show', 'reason', 'evidence'],
    ...rows.map(({ surveyId, show, reason, evidence }) => [surveyId, show ? 'yes' : 'no', reason, facts(evidence)]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function facts(evidence: Decision['evidence']): string {
  return (
    Object.entries(evidence)
      // a cap without an end gives 0, a cap of 0 no number: neither is a moment
      .filter(([name, value]) => value !== undefined && (Boolean(value) || !MOMENTS.includes(name)))
      .map(
        ([name, value]) => `${name}=${isMoment(name, value) ? new Date(value).toISOString() : JSON.stringify(value)}`,
      )
      .join(' ')
  )
}

const MOMENTS = ['since', 'until']

function isMoment(name: string, value: unknown): value is number {
  return MOMENTS.includes(name) && typeof value === 'number'
}
