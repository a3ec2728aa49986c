import type { Survey } from '@frankly/core'

/** Why us? Value drivers, in random order. @public */
export const drivers: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'drivers',
  title: { en: 'Why us?', ru: 'Почему мы?' },
  touchpoint: 'order_confirmed',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'choice',
          id: 'why',
          multiple: true,
          max: 3,
          shuffle: true,
          other: true,
          text: { en: 'Why did you choose us?', ru: 'Почему вы выбрали нас?' },
          choices: [
            { id: 'price', text: { en: 'Price', ru: 'Цена' } },
            { id: 'quality', text: { en: 'Quality of the goods', ru: 'Качество товаров' } },
            { id: 'range', text: { en: 'Range', ru: 'Выбор' } },
            { id: 'useful', text: { en: 'Useful advice', ru: 'Полезный совет' } },
            { id: 'friendly', text: { en: 'Friendly people', ru: 'Приветливые люди' } },
            { id: 'personal', text: { en: 'Personal attention', ru: 'Личный подход' } },
            { id: 'speed', text: { en: 'Speed', ru: 'Скорость' } },
            { id: 'near', text: { en: 'Near me', ru: 'Рядом со мной' } },
            { id: 'trust', text: { en: 'I trust you', ru: 'Доверяю вам' } },
            { id: 'advised', text: { en: 'Someone recommended you', ru: 'Мне вас посоветовали' } },
          ],
        },
        {
          kind: 'text',
          id: 'remember',
          asks: 'praise',
          text: { en: 'What will you remember?', ru: 'Что запомнится?' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'rating',
          id: 'advise',
          scale: 'nps',
          text: {
            en: 'How likely are you to recommend us to a friend?',
            ru: 'Насколько вероятно, что вы посоветуете нас друзьям?',
          },
        },
        {
          kind: 'text',
          id: 'heard',
          input: 'short',
          asks: 'other',
          text: { en: 'How did you hear about us?', ru: 'Как вы о нас узнали?' },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
}
