import type { Survey } from '@frankly/core'
import { BEST, EXPECTED, FIX } from './shared.ts'

/** Praise first, right after the order: one rating, one open text, then two more for those who like. @public */
export const purchase: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'purchase',
  title: { en: 'After the order', ru: 'После заказа' },
  touchpoint: 'order_confirmed',
  intro: {
    en: 'Thanks for your order. One honest answer helps us more than a compliment.',
    ru: 'Спасибо за заказ. Честный ответ нам полезнее комплимента.',
  },
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: { en: 'How did ordering go?', ru: 'Как прошло оформление заказа?' },
        },
        BEST,
      ],
    },
    {
      id: 'more',
      questions: [
        FIX,
        {
          kind: 'choice',
          id: 'expected',
          choices: EXPECTED,
          text: { en: 'Compared with what you expected, it was…', ru: 'По сравнению с ожиданиями вышло…' },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'purchase' }] },
}
