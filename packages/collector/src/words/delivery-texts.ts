import type { Locale, Survey } from '@frankly/core'
import { type DeliveryTexts, textsOf } from '@frankly/core/wire'
import { questionsOf } from './questions.ts'
import { scaleWords } from './scale-words.ts'

/** The words behind a survey's ids in one language, with the usual words of scales that the survey leaves out. */
export function deliveryTexts(survey: Survey, locale: Locale): DeliveryTexts {
  const texts = textsOf(survey, locale)
  const scales = new Map(
    questionsOf(survey).flatMap((question) =>
      question.kind === 'rating' ? [[question.id, scaleWords(question.scale, locale)] as const] : [],
    ),
  )
  return {
    ...texts,
    questions: texts.questions.map((question) => {
      const words = scales.get(question.id)
      return words && question.labels === undefined ? { ...question, labels: words } : question
    }),
  }
}
