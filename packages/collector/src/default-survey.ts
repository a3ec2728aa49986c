import type { Survey } from '@frankly/core'

/** The survey that a collector without a configuration asks. */
export const defaultSurvey: Survey = {
  schema: 1,
  id: 'purchase',
  version: 1,
  title: { en: 'After the order', ru: 'После заказа' },
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'order_confirmed',
  intro: {
    en: 'Thanks for your order. One honest answer helps us more than a compliment.',
    ru: 'Спасибо за заказ. Честный ответ нам полезнее комплимента.',
  },
  pages: [
    {
      id: 'rate',
      questions: [
        {
          kind: 'rating',
          id: 'ordering',
          scale: 'csat5',
          required: true,
          text: { en: 'How did ordering go?', ru: 'Как прошло оформление заказа?' },
        },
      ],
    },
    {
      id: 'words',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: {
            en: 'What did we do best? If someone helped you, name them and we will say thank you.',
            ru: 'Что получилось у нас лучше всего? Если кто-то помог, назовите его, мы передадим спасибо.',
          },
          showIf: { left: { answer: 'ordering' }, op: 'gte', right: 4 },
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: {
            en: 'What should we fix? Be blunt, nobody will be punished for it.',
            ru: 'Что нам исправить? Говорите прямо: никого за это не накажут.',
          },
          showIf: { left: { answer: 'ordering' }, op: 'lte', right: 3 },
        },
      ],
    },
  ],
  targeting: { triggers: [{ on: 'purchase' }] },
}
