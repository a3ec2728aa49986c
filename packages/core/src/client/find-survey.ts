import { FeedbackError } from '../model/errors.ts'
import type { SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { ClientCore } from './assemble-client.ts'

/** @throws FeedbackError `survey-unknown` @internal */
export async function findSurvey(core: ClientCore, surveyId: SurveyId): Promise<Survey> {
  const { surveys } = await core.known()
  const survey = surveys.find(({ id }) => id === surveyId)
  if (survey) return survey
  const doorSurvey = await core.door()
  if (doorSurvey.id === surveyId) return doorSurvey
  const wanted = `one of ${surveys.map(({ id }) => id).join(', ') || 'none'}`
  throw new FeedbackError('survey-unknown', { surveyId, path: 'surveyId', found: surveyId, wanted })
}
