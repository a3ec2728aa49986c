import {
  type DeliveryQuestion,
  type DeliveryTexts,
  type Locale,
  type Question,
  type Survey,
  textFor,
} from '@frankly/core'
import { questionsOf } from './questions.ts'
import { scaleWords } from './scale-words.ts'

/** The words behind a survey's ids in one language. */
export function deliveryTexts(survey: Survey, locale: Locale): DeliveryTexts {
  const say = (text: Parameters<typeof textFor>[0]) => textFor(text, locale, survey.defaultLocale)
  return {
    surveyId: survey.id,
    title: say(survey.title),
    questions: questionsOf(survey).map((question): DeliveryQuestion => {
      const labels = labelsOf(question, locale, say)
      return {
        id: question.id,
        kind: question.kind,
        text: say(question.text),
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
      }
    }),
  }
}

type Say = (text: Parameters<typeof textFor>[0]) => string

function labelsOf(question: Question, locale: Locale, say: Say): Readonly<Record<string, string>> {
  switch (question.kind) {
    case 'rating': {
      const words = question.labels?.map(say) ?? scaleWords(question.scale, locale)
      const first = question.scale === 'thumbs' || question.scale === 'nps' ? 0 : 1
      return Object.fromEntries(words.map((word, i) => [String(first + i), word]))
    }
    case 'choice':
    case 'ranking':
    case 'split':
      return Object.fromEntries(question.choices.map((choice) => [choice.id, say(choice.text)]))
    case 'matrix':
      return Object.fromEntries([...question.rows, ...question.columns].map((part) => [part.id, say(part.text)]))
    default:
      return {}
  }
}
