import type { Survey } from '@frankly/core'
import { BEST, SMALL } from './shared.ts'

/** The parcel is open: the goods, their packaging, what the page had promised. @public */
export const unboxing: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'unboxing',
  title: { en: 'Unboxing', ru: 'Распаковка' },
  touchpoint: 'unboxing',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: { en: 'How do you find what came?', ru: 'Как вам то, что пришло?' },
        },
        { ...BEST, text: { en: 'What did you like most about it?', ru: 'Что в нём понравилось больше всего?' } },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'amiss',
          multiple: true,
          shuffle: true,
          other: true,
          none: { en: 'All was in order', ru: 'Всё было в порядке' },
          text: { en: 'What was amiss?', ru: 'Что было не так?' },
          choices: [
            { id: 'damaged', text: { en: 'Something was damaged', ru: 'Что-то повредилось' } },
            { id: 'missing', text: { en: 'Something was missing', ru: 'Чего-то не хватало' } },
            { id: 'wrong_item', text: { en: 'Something else was sent', ru: 'Прислали не то' } },
            { id: 'description', text: { en: 'It looks different on the site', ru: 'На сайте выглядит иначе' } },
            { id: 'packaging', text: { en: 'Too much packaging', ru: 'Слишком много упаковки' } },
          ],
        },
        { kind: 'attachment', id: 'photo', text: { en: 'A photo, if it helps', ru: 'Снимок, если поможет' } },
        SMALL,
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'delivered' }] },
}
