import type { Survey } from '../model/survey.ts'
import { checkPlain } from './check-plain.ts'
import type { EngineParts } from './facts.ts'

/** Enough for a survey without conditions, random orders and filled-in texts. @public */
export const PLAIN_PARTS: EngineParts = {
  check: checkPlain,
  holds: () => true,
  fill: (text) => text,
  shuffle: (items) => items,
}

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
