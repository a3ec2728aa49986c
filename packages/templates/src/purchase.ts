import type { Survey } from '@frankly/core'
import { BEST, EXPECTED, FIX } from './shared.ts'

/** Words of the choices in German, by id. */
const EXPECTED_DE: Readonly<Record<string, string>> = {
  worse: 'Schlechter',
  same: 'Etwa wie erwartet',
  better: 'Besser',
}

/**
 * Right after the order, the lightest first: one scale that a tap answers; then what was best and what to fix, the same
 * for every score; then two more for those who like, a tap each. @public
 */
export const purchase: Survey = {
  schema: 1,
  version: 2,
  defaultLocale: 'en',
  locales: ['en', 'ru', 'de'],
  id: 'purchase',
  title: { en: 'After the order', ru: 'После заказа', de: 'Nach der Bestellung' },
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: {
            en: 'How did ordering go?',
            ru: 'Как прошло оформление заказа?',
            de: 'Wie lief Ihre Bestellung?',
          },
        },
      ],
    },
    {
      id: 'words',
      questions: [
        {
          ...BEST,
          text: {
            en: 'What did we do best?',
            ru: 'Что получилось у нас лучше всего?',
            de: 'Was haben wir am besten gemacht?',
          },
          help: {
            en: 'If someone helped you, name them and we will say thank you.',
            ru: 'Если кто-то помог, назовите имя: мы передадим спасибо.',
            de: 'Hat Ihnen jemand geholfen? Nennen Sie den Namen, wir geben den Dank weiter.',
          },
        },
        {
          ...FIX,
          text: { en: 'What should we fix?', ru: 'Что нам исправить?', de: 'Was sollten wir verbessern?' },
          help: {
            en: 'Be blunt: nobody will be punished for it.',
            ru: 'Говорите прямо: никого за это не накажут.',
            de: 'Sagen Sie es offen: Niemand wird dafür bestraft.',
          },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'expected',
          choices: EXPECTED.map(({ id, text }) => ({ id, text: { ...(text as object), de: EXPECTED_DE[id]! } })),
          text: {
            en: 'Compared with what you expected, it was…',
            ru: 'По сравнению с ожиданиями вышло…',
            de: 'Verglichen mit Ihren Erwartungen war es …',
          },
        },
      ],
    },
    {
      id: 'ease',
      questions: [
        {
          kind: 'rating',
          id: 'ease',
          scale: 'ease5',
          text: {
            en: 'How easy or hard was it to find what you wanted?',
            ru: 'Легко или сложно было найти нужное?',
            de: 'Wie leicht oder schwer war es, das Richtige zu finden?',
          },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'purchase' }] },
}
