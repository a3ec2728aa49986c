import type { Survey } from '@frankly/core'
import { BEST } from './shared.ts'

/** The same on the seven-point scale of CES 2.0 (`ces2`), for shops that compare with others. Never pooled with `ease5`. @public */
export const supportCes2: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'support-ces2',
  title: { en: 'Your support request', ru: 'Решение вашего вопроса' },
  touchpoint: 'support',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'effort',
          scale: 'ces2',
          text: {
            en: 'The shop made it easy for me to handle my issue.',
            ru: 'Магазин помог мне легко решить вопрос.',
          },
        },
        {
          ...BEST,
          text: {
            en: 'What helped most? If someone helped you, name them and we will say thank you.',
            ru: 'Что помогло больше всего? Если помог человек, назовите имя: мы передадим спасибо.',
          },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'solved',
          text: { en: 'Is your issue resolved?', ru: 'Вопрос решён?' },
          choices: [
            { id: 'no', text: { en: 'No', ru: 'Нет' } },
            { id: 'partly', text: { en: 'Partly', ru: 'Отчасти' } },
            { id: 'yes', text: { en: 'Yes', ru: 'Да' } },
          ],
        },
        {
          kind: 'text',
          id: 'needless',
          asks: 'fault',
          text: {
            en: 'What did we make you do that should not have been necessary?',
            ru: 'Что лишнее вам пришлось сделать?',
          },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'support_closed' }] },
}
