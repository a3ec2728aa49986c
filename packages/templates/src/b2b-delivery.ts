import type { Survey } from '@frankly/core'
import { FIX, QUALITY_5 } from './shared.ts'

/** Deliveries to firms: on time, complete, papers, unloading, returns, price. @public */
export const b2bDelivery: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'b2b-delivery',
  title: { en: 'Your delivery', ru: 'Поставка' },
  touchpoint: 'delivery',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: {
            en: 'What works well? If someone helped you, name them and we will say thank you.',
            ru: 'Что работает хорошо? Если кто-то помог, назовите имя: мы передадим спасибо.',
          },
        },
        {
          kind: 'matrix',
          id: 'supply',
          columns: QUALITY_5,
          notApplicable: true,
          text: { en: 'How would you rate this delivery on…', ru: 'Как вы оцените в этой поставке…' },
          rows: [
            { id: 'on_time', text: { en: 'timing', ru: 'срок' } },
            { id: 'complete', text: { en: 'completeness', ru: 'полноту' } },
            { id: 'documents', text: { en: 'paperwork', ru: 'документы' } },
            { id: 'unloading', text: { en: 'unloading', ru: 'разгрузку' } },
            { id: 'returns', text: { en: 'returns', ru: 'возвраты' } },
            { id: 'price', text: { en: 'price', ru: 'цену' } },
          ],
        },
      ],
    },
    { id: 'more', questions: [FIX] },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'delivered' }] },
}
