import type { Survey } from '@frankly/core'
import { BEST, FIX } from './shared.ts'

/** One to three days after the parcel was delivered. @public */
export const delivery: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'delivery',
  title: { en: 'Delivery', ru: 'Доставка' },
  touchpoint: 'delivery',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: { en: 'How did the delivery go?', ru: 'Как прошла доставка?' },
        },
        {
          ...BEST,
          text: {
            en: 'What went well? If the courier helped you, name them and we will say thank you.',
            ru: 'Что прошло хорошо? Если курьер помог, назовите имя: мы передадим спасибо.',
          },
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'choice',
          id: 'when',
          text: { en: 'When did it arrive?', ru: 'Когда привезли?' },
          choices: [
            { id: 'not_yet', text: { en: 'It has not arrived yet', ru: 'Ещё не привезли' } },
            { id: 'late', text: { en: 'Later than promised', ru: 'Позже, чем обещали' } },
            { id: 'on_time', text: { en: 'When it was promised', ru: 'Когда обещали' } },
            { id: 'early', text: { en: 'Earlier than promised', ru: 'Раньше, чем обещали' } },
          ],
        },
        FIX,
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'delivered' }] },
}
