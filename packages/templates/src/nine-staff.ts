import type { Survey } from '@frankly/core'
import { NINE_CRITERIA, QUALITY_5 } from './shared.ts'

/** The nine criteria, as staff think that customers see them: set beside the customers’ own view. @public */
export const nineStaff: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'nine-staff',
  title: { en: 'Through the customer’s eyes', ru: 'Глазами покупателя' },
  touchpoint: 'x_staff',
  audience: 'staff',
  placement: 'page',
  intro: {
    en: 'We are looking for what to fix, not for someone to blame.',
    ru: 'Ищем, что исправить, а не кого винить.',
  },
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What do customers thank us for?', ru: 'За что нас благодарят покупатели?' },
        },
      ],
    },
    {
      id: 'criteria',
      questions: [
        {
          kind: 'matrix',
          id: 'criteria',
          rows: NINE_CRITERIA,
          columns: QUALITY_5,
          notApplicable: true,
          text: { en: 'How do you think customers would rate us on…', ru: 'Как, по-вашему, покупатели оценили бы…' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'ranking',
          id: 'mend',
          choices: NINE_CRITERIA,
          top: 3,
          shuffle: true,
          text: { en: 'Which three would you fix first?', ru: 'Какие три вы бы исправили первыми?' },
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'What keeps us from serving better?', ru: 'Что мешает нам обслуживать лучше?' },
        },
      ],
    },
  ],
}
