import type { Survey } from '@frankly/core'
import { FIX, QUALITY_5 } from './shared.ts'

/** A visit to the shop, by QR or at a kiosk: each visitor rates three of the thirteen factors. @public */
export const storeVisit: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'store-visit',
  title: { en: 'Your visit', ru: 'Ваш визит' },
  touchpoint: 'store_visit',
  placement: 'page',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: { en: 'How did your visit go?', ru: 'Как прошёл визит?' },
        },
        {
          kind: 'praise',
          id: 'best',
          text: { en: 'What did we do best?', ru: 'Что получилось у нас лучше всего?' },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'matrix',
          id: 'factors',
          sampleRows: 3,
          notApplicable: true,
          columns: QUALITY_5,
          text: { en: 'How would you rate…', ru: 'Как вы оцените…' },
          rows: [
            { id: 'entrance', text: { en: 'the entrance', ru: 'вход' } },
            { id: 'layout', text: { en: 'the layout of the shop', ru: 'планировку' } },
            { id: 'route', text: { en: 'the way through the shop', ru: 'путь по залу' } },
            { id: 'signs', text: { en: 'signs and price tags', ru: 'указатели и ценники' } },
            { id: 'range', text: { en: 'the range of goods', ru: 'выбор товаров' } },
            {
              id: 'standards',
              text: { en: 'the same good manners from everyone', ru: 'одинаково хорошее обращение от каждого' },
            },
            { id: 'first_minutes', text: { en: 'the first minutes inside', ru: 'первые минуты внутри' } },
            { id: 'knowledge', text: { en: 'how well staff know the goods', ru: 'знание товара' } },
            { id: 'no_pressure', text: { en: 'being left free to choose', ru: 'свободу выбора без навязывания' } },
            { id: 'offers', text: { en: 'special offers', ru: 'предложения и акции' } },
            { id: 'speed', text: { en: 'speed at the till', ru: 'скорость на кассе' } },
            { id: 'payment', text: { en: 'ways to pay', ru: 'способы оплаты' } },
            {
              id: 'same_seller',
              text: { en: 'finding the same shop assistant again', ru: 'возможность вернуться к тому же продавцу' },
            },
          ],
        },
        FIX,
      ],
    },
  ],
  offerMoreBefore: 'more',
}
