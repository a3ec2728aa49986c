import type { Locale, RatingScale } from '@frankly/core'
import { staffLocaleOf } from './staff-locale.ts'

type Points = Readonly<Record<string, string>>

const words: Partial<Record<RatingScale, { readonly en: Points; readonly ru: Points }>> = {
  csat5: {
    en: { 1: 'Very badly', 2: 'Badly', 3: 'So-so', 4: 'Well', 5: 'Very well' },
    ru: { 1: 'Очень плохо', 2: 'Плохо', 3: 'Средне', 4: 'Хорошо', 5: 'Очень хорошо' },
  },
  ease5: {
    en: { 1: 'Very hard', 2: 'Hard', 3: 'In between', 4: 'Easy', 5: 'Very easy' },
    ru: { 1: 'Очень сложно', 2: 'Сложно', 3: 'Ни легко, ни сложно', 4: 'Легко', 5: 'Очень легко' },
  },
  thumbs: { en: { 0: 'Bad', 1: 'Good' }, ru: { 0: 'Плохо', 1: 'Хорошо' } },
}

/** Words for the points of a scale that has words of its own. */
export function scaleWords(scale: RatingScale, locale: Locale): Points | undefined {
  return words[scale]?.[staffLocaleOf(locale)]
}
