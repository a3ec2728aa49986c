import type { Survey } from '@frankly/core'
import { BEST, NO_PARTLY_YES } from './shared.ts'

/** Could the customer choose the time, the place and the way? @public */
export const choice: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'choice',
  title: { en: 'Room to choose', ru: 'Свобода выбора' },
  touchpoint: 'checkout',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'matrix',
          id: 'could',
          columns: NO_PARTLY_YES,
          notApplicable: true,
          text: { en: 'Could you choose what suited you?', ru: 'Удалось выбрать то, что вам удобно?' },
          rows: [
            { id: 'time', text: { en: 'time', ru: 'время' } },
            { id: 'place', text: { en: 'place', ru: 'место' } },
            { id: 'way', text: { en: 'how to receive it', ru: 'способ получения' } },
            { id: 'payment', text: { en: 'how to pay', ru: 'способ оплаты' } },
          ],
        },
        { ...BEST, text: { en: 'What suited you best?', ru: 'Что было удобнее всего?' } },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'missing',
          multiple: true,
          shuffle: true,
          other: true,
          none: { en: 'Nothing was missing', ru: 'Всего хватило' },
          text: { en: 'What was missing?', ru: 'Чего не хватило?' },
          choices: [
            { id: 'evening', text: { en: 'Delivery in the evening', ru: 'Доставка вечером' } },
            { id: 'weekend', text: { en: 'Delivery at the weekend', ru: 'Доставка в выходные' } },
            { id: 'exact_hour', text: { en: 'An exact time slot', ru: 'Доставка к точному времени' } },
            { id: 'pickup', text: { en: 'A pick-up point nearby', ru: 'Пункт выдачи рядом' } },
            { id: 'on_delivery', text: { en: 'Payment on delivery', ru: 'Оплата при получении' } },
            { id: 'instalments', text: { en: 'Paying in instalments', ru: 'Оплата частями' } },
          ],
        },
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'What should we add first?', ru: 'Что добавить в первую очередь?' },
        },
      ],
    },
  ],
  offerMoreBefore: 'more',
}
