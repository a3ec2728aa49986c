import type { Survey } from '@frankly/core'
import { REPLY, REPLY_CONSENT } from './shared.ts'

/** Why a customer leaves: a return, a cancelled order, an unsubscription, a long silence. @public */
export const exit: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'exit',
  title: { en: 'Before you go', ru: 'Прежде чем вы уйдёте' },
  touchpoint: 'x_exit',
  intro: { en: 'We will not try to change your mind. We want to learn.', ru: 'Уговаривать не будем. Хотим понять.' },
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What did you like while you were with us?', ru: 'Что вам у нас нравилось?' },
        },
        {
          kind: 'choice',
          id: 'why',
          multiple: true,
          max: 3,
          shuffle: true,
          other: true,
          text: { en: 'Why are you leaving?', ru: 'Почему вы уходите?' },
          choices: [
            { id: 'price', text: { en: 'Too expensive for what it is', ru: 'Слишком дорого для такого товара' } },
            { id: 'quality', text: { en: 'The goods let me down', ru: 'Подвёл товар' } },
            { id: 'delivery', text: { en: 'Delivery', ru: 'Доставка' } },
            { id: 'service', text: { en: 'The way I was treated', ru: 'Как со мной обошлись' } },
            { id: 'range', text: { en: 'I did not find what I needed', ru: 'Не было нужного' } },
            { id: 'elsewhere', text: { en: 'Better elsewhere', ru: 'В другом месте лучше' } },
            { id: 'no_need', text: { en: 'I no longer need it', ru: 'Больше не нужно' } },
          ],
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'text',
          id: 'back',
          asks: 'fault',
          text: { en: 'What would we have to fix for you to come back?', ru: 'Что исправить, чтобы вы вернулись?' },
        },
        REPLY,
        REPLY_CONSENT,
      ],
    },
  ],
  offerMoreBefore: 'more',
}
