import type { Survey } from '@frankly/core'

/** Under an article or a product description: did it help? @public */
export const content: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'content',
  title: { en: 'This page', ru: 'Эта страница' },
  touchpoint: 'discovery',
  placement: 'inline',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'found',
          scale: 'thumbs',
          labels: [
            { en: 'No', ru: 'Нет' },
            { en: 'Yes', ru: 'Да' },
          ],
          text: { en: 'Did you find what you needed?', ru: 'Нашли, что искали?' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What helped?', ru: 'Что помогло?' },
        },
        {
          kind: 'text',
          id: 'missing',
          asks: 'fault',
          text: { en: 'What is missing here?', ru: 'Чего здесь не хватает?' },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
}
