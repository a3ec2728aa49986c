import type { Question, Survey } from '@frankly/core'

/** All blocks of a survey in order. */
export function questionsOf(survey: Survey): readonly Question[] {
  return survey.pages.flatMap((page) => page.questions)
}
