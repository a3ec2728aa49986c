import { choicesOf, NONE, OTHER, pointsOf } from '../engine/options-of.ts'
import { pipeNothing } from '../engine/pipe-text.ts'
import type { Locale } from '../model/ids.ts'
import { type LocalizedText, textFor } from '../model/localized.ts'
import type { Question } from '../model/question.ts'
import { plainText } from '../model/rich-text.ts'
import type { Survey } from '../model/survey.ts'
import type { DeliveryTexts } from './delivery.ts'

/**
 * The words behind the ids of a survey, in one language, so that a destination can show an answer without
 * knowing the survey. Piped places hold their fallbacks; marks are taken away.
 * @public
 */
export function textsOf(survey: Survey, locale: Locale): DeliveryTexts {
  const say = (text: LocalizedText): string => plainText(pipeNothing(textFor(text, locale, survey.defaultLocale)))
  return {
    surveyId: survey.id,
    title: say(survey.title),
    questions: survey.pages
      .flatMap((page) => page.questions)
      .map((question) => {
        const labels = labelsOf(question, say)
        const { id, kind } = question
        return { id, kind, text: say(question.text), ...(Object.keys(labels).length > 0 && { labels }) }
      }),
  }
}

function labelsOf(question: Question, say: (text: LocalizedText) => string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { id, text } of [...choicesOf(question), ...pointsOf(question)]) {
    const words = say(text)
    if (words) labels[id] = words
  }
  if (question.kind !== 'choice') return labels
  if (question.other && question.other !== true) labels[OTHER] = say(question.other)
  if (question.none && question.none !== true) labels[NONE] = say(question.none)
  return labels
}
