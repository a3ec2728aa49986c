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
          text: {
            en: 'How well does what you received match what you wanted?',
            ru: 'Как вам подошло то, что пришло?',
          },
        },
        { ...BEST, text: { en: 'What did you like most about it?', ru: 'Что понравилось больше всего?' } },
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
          none: { en: 'Everything was fine', ru: 'Всё было в порядке' },
          text: { en: 'What was wrong?', ru: 'Что было не так?' },
          choices: [
            { id: 'damaged', text: { en: 'Something was damaged', ru: 'Что-то повреждено' } },
            { id: 'missing', text: { en: 'Something was missing', ru: 'Чего-то не хватало' } },
            { id: 'wrong_item', text: { en: 'You sent the wrong item', ru: 'Прислали не то' } },
            { id: 'description', text: { en: 'It looks different on the site', ru: 'На сайте выглядит иначе' } },
            { id: 'packaging', text: { en: 'Too much packaging', ru: 'Слишком много упаковки' } },
          ],
        },
        { kind: 'attachment', id: 'photo', text: { en: 'A photo, if it helps', ru: 'Фото, если поможет' } },
        SMALL,
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'delivered' }] },
}
