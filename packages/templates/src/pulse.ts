import type { Survey } from '@frankly/core'
import { QUALITY_5 } from './shared.ts'

/** Staff pulse: joy, means to help, trust in how feedback is used, working here. @public */
export const pulse: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'pulse',
  title: { en: 'Staff pulse', ru: 'Пульс команды' },
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
          text: { en: 'What went well this month? Who helped?', ru: 'Что удалось в этом месяце? Кто помог?' },
        },
        {
          kind: 'matrix',
          id: 'pulse',
          columns: QUALITY_5,
          text: { en: 'How would you rate…', ru: 'Как вы оцените…' },
          rows: [
            { id: 'joy', text: { en: 'joy in your work', ru: 'радость от работы' } },
            { id: 'means', text: { en: 'your means to help a customer', ru: 'возможность помочь покупателю' } },
            { id: 'trust', text: { en: 'fair use of customer feedback', ru: 'справедливость в работе с отзывами' } },
            { id: 'promise', text: { en: 'decisions that keep our promise', ru: 'решения в духе наших обещаний' } },
          ],
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'rating',
          id: 'recommend',
          scale: 'nps',
          text: {
            en: 'How likely are you to recommend working here?',
            ru: 'Насколько вероятно, что вы посоветуете у нас работать?',
          },
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'What should we fix for you?', ru: 'Что нам исправить для вас?' },
        },
      ],
    },
  ],
}
