import type { Survey } from '@frankly/core'
import { NO_PARTLY_YES } from './shared.ts'

/** A minute before opening: is everything ready for the first customer? @public */
export const dailyCheck: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'daily-check',
  title: { en: 'Daily check', ru: 'Ежедневная проверка' },
  touchpoint: 'x_staff',
  audience: 'staff',
  placement: 'page',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'matrix',
          id: 'ready',
          columns: NO_PARTLY_YES,
          notApplicable: true,
          text: { en: 'Is it ready?', ru: 'Готово?' },
          rows: [
            { id: 'entrance', text: { en: 'entrance and lights', ru: 'вход и свет' } },
            { id: 'order', text: { en: 'order on the shelves', ru: 'порядок на полках' } },
            { id: 'tags', text: { en: 'price tags', ru: 'ценники' } },
            { id: 'till', text: { en: 'till, card, change', ru: 'касса, карты, сдача' } },
            { id: 'look', text: { en: 'our appearance', ru: 'наш внешний вид' } },
            { id: 'promises', text: { en: 'we know what is promised for today', ru: 'известны обещания на сегодня' } },
          ],
        },
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What went well yesterday?', ru: 'Что вчера удалось?' },
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'What needs doing first today?', ru: 'Чем заняться сегодня в первую очередь?' },
        },
      ],
    },
  ],
}
