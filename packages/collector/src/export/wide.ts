import { staffWords } from '@frankly/adapters'
import { type AnswerValue, DOOR_SURVEY } from '@frankly/core'
import { answerText } from '@frankly/core/words'
import type { ResolvedProject } from '../options/options.ts'
import type { StoredResponse } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { staffLocaleOf } from '../words/staff-locale.ts'
import type { Cell } from './csv.ts'
import { aboutAll, definitionOf, factColumns, factsOf, questionsOf, shown, wholeColumns } from './rows.ts'

/** Columns of an export with one line for each response, and how its rows are made. */
export interface WideTable {
  readonly columns: readonly string[]
  row(row: StoredResponse): readonly Cell[]
}

/**
 * One line for each response and one column for each question, by the ids of survey and question: `purchase.best`. The same
 * surveys give the same columns, and a question that comes with a later version goes to the end of its survey. What no
 * published version asks stands in `other_answers`, and what was also said from another page in `also_said`, both as JSON.
 */
export function wideTable(projects: readonly ResolvedProject[]): WideTable {
  const versions = projects.flatMap(({ published }) => [...published.values()].flatMap((of) => [...of.values()]))
  const columns = [DOOR_SURVEY, ...versions]
    .sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
    .flatMap((survey) => [...questionsOf(survey, survey.defaultLocale).keys()].map((id) => `${survey.id}.${id}`))
  const known = new Set(columns)
  const byKey = new Map(projects.map((project) => [project.key, project]))
  return {
    columns: [...factColumns, ...wholeColumns, 'continues', 'also_said', 'other_answers', ...known],
    row(row) {
      const { response, alsoSaid } = shown(row, byKey.get(row.project)?.privacy.scrub)
      const asked = questionsOf(
        definitionOf(row, wordsAsked(byKey.get(row.project), row.surveyId, row.surveyVersion)),
        response.locale,
      )
      const say = staffWords(staffLocaleOf(response.locale))
      const given = new Map<string, string>()
      const others: Record<string, AnswerValue> = {}
      for (const [id, answer] of Object.entries(response.answers)) {
        const column = `${row.surveyId}.${id}`
        if (known.has(column)) given.set(column, answerText(answer, { labels: asked.get(id)?.labels, say }))
        else others[id] = answer
      }
      const whole = aboutAll(row, response)(Object.values(response.answers))
      const rest = [response.continues ?? '', jsonOf(alsoSaid), jsonOf(others)]
      return [...factsOf(row, response), ...whole, ...rest, ...[...known].map((column) => given.get(column) ?? '')]
    },
  }
}

const jsonOf = (value: object): string => (Object.keys(value).length === 0 ? '' : JSON.stringify(value))
