import type { Survey } from '../model/survey.ts'

/**
 * Says whether `PLAIN_PARTS` run a survey in full. May say no of one that is plain (its words look like a
 * condition), never yes of one that is not.
 * @public
 */
export function isPlain(survey: Survey): boolean {
  return !/"(when|showIf|shuffle|sampleRows|variable)":|\{+\w|"kind":"(?!rating"|choice"|text"|statement")|"input":"(?!long"|short")/.test(
    JSON.stringify([survey.pages, survey.intro, survey.thanks, survey.quotas]),
  )
}
