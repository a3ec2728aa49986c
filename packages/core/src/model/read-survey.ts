import type { QuestionKind } from './question.ts'
import { MOST_VALUES, valuesOf } from './scale.ts'
import { SURVEY_SCHEMA, type Survey } from './survey.ts'

/** Lists without which a question of that kind cannot be drawn. */
const LISTS: Readonly<Record<QuestionKind, readonly string[]>> = {
  rating: [],
  scale: [],
  choice: ['choices'],
  text: [],
  matrix: ['rows', 'columns'],
  ranking: ['choices'],
  split: ['choices'],
  contact: [],
  consent: [],
  attachment: [],
  statement: [],
  praise: [],
  complaint: [],
  review_link: [],
  reward: [],
}

/**
 * Small guard for a survey that was checked where it was written: enough that running it cannot fail.
 * Gives nothing when it is damaged or of a newer form, and says in one line what was wrong.
 * @public
 */
export function readSurvey(value: unknown, warn: (line: string) => void = () => {}): Survey | undefined {
  const survey = value as Partial<Survey> | null | undefined
  const bad =
    survey?.schema !== SURVEY_SCHEMA
      ? 'schema'
      : typeof survey.id !== 'string'
        ? 'id'
        : typeof survey.version !== 'number'
          ? 'version'
          : badPage(survey.pages)
  if (!bad) return { defaultLocale: 'en', locales: [], ...survey } as Survey
  warn(`survey "${String(survey?.id)}" is left out: ${bad} is missing or not understood`)
  return undefined
}

function badPage(pages: unknown): string | undefined {
  if (!Array.isArray(pages) || pages.length === 0) return 'pages'
  for (const [i, page] of pages.entries()) {
    if (typeof page?.id !== 'string' || !Array.isArray(page.questions)) return `pages[${i}]`
    for (const [j, question] of page.questions.entries()) {
      const { id, kind } = question ?? {}
      const lists = Object.hasOwn(LISTS, kind) ? LISTS[kind as QuestionKind] : undefined
      const values = kind === 'scale' ? valuesOf(question) : 2
      const isWhole = lists?.every((name) => Array.isArray(question[name])) && values >= 2 && values <= MOST_VALUES
      if (typeof id !== 'string' || !isWhole) return `pages[${i}].questions[${j}]`
    }
  }
  return undefined
}
