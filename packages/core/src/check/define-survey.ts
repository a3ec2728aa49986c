import { FeedbackError } from '../model/errors.ts'
import { SURVEY_SCHEMA, type Survey } from '../model/survey.ts'
import { checkSurvey } from './check-survey.ts'

/** A survey as it is written by hand: the number of the form may be left out. @public */
export type SurveyDefinition = Omit<Survey, 'schema'> & { readonly schema?: Survey['schema'] }

/**
 * Checks a definition and gives it back as a survey.
 * @throws FeedbackError `survey-invalid` with every issue found: path, what stood there, what was wanted, what to do.
 * @example
 * ```ts
 * export const delivery = defineSurvey({
 *   id: 'delivery', version: 1, title: 'Delivery', defaultLocale: 'en', locales: ['en'], touchpoint: 'delivery',
 *   pages: [{ id: 'first', questions: [{ id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' }] }],
 * })
 * ```
 * @public
 */
export function defineSurvey(definition: SurveyDefinition): Survey {
  const checked = checkSurvey({ schema: SURVEY_SCHEMA, ...definition })
  if (checked.ok) return checked.survey
  throw new FeedbackError('survey-invalid', { surveyId: String(definition?.id), issues: checked.issues })
}
