import type { Survey } from '@frankly/core'

/** A proposal from staff; each gets an answer with a reason. @public */
export const idea: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'idea',
  title: { en: 'An idea', ru: 'Предложение' },
  touchpoint: 'x_staff',
  audience: 'staff',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'works',
          asks: 'praise',
          text: { en: 'What already works here?', ru: 'Что здесь уже работает?' },
        },
        {
          kind: 'text',
          id: 'idea',
          asks: 'idea',
          required: true,
          text: { en: 'What would you try?', ru: 'Что бы вы попробовали?' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'gain',
          multiple: true,
          shuffle: true,
          other: true,
          text: { en: 'Who would benefit?', ru: 'Кому станет лучше?' },
          choices: [
            { id: 'customer', text: { en: 'The customer', ru: 'Покупателю' } },
            { id: 'us', text: { en: 'Those who do the work', ru: 'Тем, кто это делает' } },
            { id: 'shop', text: { en: 'The shop’s budget', ru: 'Бюджету магазина' } },
          ],
        },
        {
          kind: 'text',
          id: 'need',
          asks: 'other',
          text: { en: 'What would you need to try it out?', ru: 'Что нужно, чтобы попробовать?' },
        },
      ],
    },
  ],
}
