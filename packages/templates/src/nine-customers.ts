import type { Survey } from '@frankly/core'
import { BEST, FIX, NINE_CRITERIA, QUALITY_5 } from './shared.ts'

/** The nine criteria, as customers see them; with what matters most. @public */
export const nineCustomers: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'nine-customers',
  title: { en: 'Nine sides of our service', ru: 'Девять сторон нашего сервиса' },
  touchpoint: 'repeat',
  placement: 'page',
  pages: [
    { id: 'first', questions: [BEST] },
    {
      id: 'criteria',
      questions: [
        {
          kind: 'matrix',
          id: 'criteria',
          rows: NINE_CRITERIA,
          columns: QUALITY_5,
          notApplicable: true,
          text: { en: 'How would you rate us on…', ru: 'Как вы оцените…' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'ranking',
          id: 'matters',
          choices: NINE_CRITERIA,
          top: 3,
          shuffle: true,
          text: { en: 'Which three matter most to you?', ru: 'Какие три для вас важнее всего?' },
        },
        FIX,
      ],
    },
  ],
  offerMoreBefore: 'more',
}
