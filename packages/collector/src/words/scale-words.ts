import type { Locale, RatingScale } from '@frankly/core'

const words: Partial<Record<RatingScale, { readonly en: readonly string[]; readonly ru: readonly string[] }>> = {
  csat5: {
    en: ['Very badly', 'Badly', 'So-so', 'Well', 'Very well'],
    ru: ['Очень плохо', 'Плохо', 'Так себе', 'Хорошо', 'Очень хорошо'],
  },
  ease5: {
    en: ['Very hard', 'Hard', 'So-so', 'Easy', 'Very easy'],
    ru: ['Очень сложно', 'Сложно', 'Так себе', 'Легко', 'Очень легко'],
  },
  thumbs: { en: ['No', 'Yes'], ru: ['Нет', 'Да'] },
}

/** Words for the points of a scale that has words, negative end first; empty for the others. */
export function scaleWords(scale: RatingScale, locale: Locale): readonly string[] {
  return words[scale]?.[locale.startsWith('ru') ? 'ru' : 'en'] ?? []
}
