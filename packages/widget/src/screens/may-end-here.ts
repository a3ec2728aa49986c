import type { PageId, Survey } from '@frankly/core'
import { complaintOf } from '@frankly/core/client'

/**
 * Says whether the frank door can be sent from this page: its words are asked for by now, and nothing after them is
 * required. Who is upset is not walked through the rest. What is required only after an answer of a later page (a
 * consent to an address) does not count: without that answer it is not asked.
 */
export function mayEndHere(survey: Survey, pageId: PageId): boolean {
  const words = complaintOf(survey)
  if (!survey.targeting?.alwaysOpen || !words) return false
  const here = survey.pages.findIndex(({ id }) => id === pageId)
  const asked = survey.pages.findIndex(({ questions }) => questions.includes(words))
  const after = survey.pages.slice(here + 1).flatMap(({ questions }) => questions)
  return here >= asked && after.every(({ required, showIf }) => !required || showIf)
}
