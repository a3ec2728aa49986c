import type { Survey } from '@frankly/core'
import { DEPARTMENTS, NINE_CRITERIA, QUALITY_5 } from './shared.ts'

/** Departments as each other’s customers: one’s own among the rest gives self against others. @public */
export const nineDepartments: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'nine-departments',
  title: { en: 'How we serve each other', ru: 'Как мы помогаем друг другу' },
  touchpoint: 'x_staff',
  audience: 'internal',
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
          kind: 'choice',
          id: 'mine',
          choices: DEPARTMENTS,
          other: true,
          display: 'dropdown',
          text: { en: 'Where do you work?', ru: 'Где вы работаете?' },
        },
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'Which department helped you lately, and how?', ru: 'Какой отдел вам недавно помог и чем?' },
        },
      ],
    },
    {
      id: 'departments',
      questions: [
        {
          kind: 'matrix',
          id: 'service',
          rows: DEPARTMENTS,
          columns: QUALITY_5,
          notApplicable: true,
          text: {
            en: 'How would you rate working with each department, your own included?',
            ru: 'Как вам работается с каждым отделом, включая свой?',
          },
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
          text: {
            en: 'Which three should we fix first in how we work together?',
            ru: 'Какие три стороны совместной работы исправить первыми?',
          },
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'What gets stuck between departments?', ru: 'Что застревает между отделами?' },
        },
      ],
    },
  ],
}
