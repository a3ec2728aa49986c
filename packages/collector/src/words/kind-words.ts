import type { Locale } from '@frankly/core'
import type { AnswerKind } from '@frankly/core/model'
import { staffLocaleOf } from './staff-locale.ts'

const WORDS: Readonly<Record<AnswerKind, { readonly en: string; readonly ru: string }>> = {
  rating: { en: 'Rating', ru: 'Оценка' },
  scale: { en: 'Scale', ru: 'Шкала' },
  choice: { en: 'Choice', ru: 'Выбор' },
  text: { en: 'In their words', ru: 'Своими словами' },
  matrix: { en: 'Ratings', ru: 'Оценки' },
  ranking: { en: 'Order', ru: 'Порядок' },
  split: { en: 'Points', ru: 'Баллы' },
  contact: { en: 'How to reply', ru: 'Как ответить' },
  consent: { en: 'Consent to be contacted', ru: 'Согласие на связь' },
  attachment: { en: 'Attached', ru: 'Приложено' },
  praise: { en: 'Praise', ru: 'Благодарность' },
  complaint: { en: 'What happened', ru: 'Что случилось' },
}

/** Heads an answer whose question is not in the configuration, such as one of the widget's own door. */
export function kindWords(kind: AnswerKind, locale: Locale): string {
  return WORDS[kind][staffLocaleOf(locale)]
}
