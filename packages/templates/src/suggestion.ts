import type { Survey } from '@frankly/core'
import { REPLY, REPLY_CONSENT } from './shared.ts'

/** A permanent suggestion box, as a link or an inline element. @public */
export const suggestion: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'suggestion',
  title: { en: 'Suggestion box', ru: 'Ящик для предложений' },
  touchpoint: 'x_suggestions',
  placement: 'inline',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'idea',
          asks: 'idea',
          required: true,
          text: { en: 'What should we try?', ru: 'Что нам попробовать?' },
          help: { en: 'Even half an idea is welcome.', ru: 'Пригодится и половина идеи.' },
        },
        {
          kind: 'choice',
          id: 'topic',
          shuffle: true,
          other: true,
          text: { en: 'What is it about?', ru: 'О чём это?' },
          choices: [
            { id: 'goods', text: { en: 'Goods', ru: 'Товары' } },
            { id: 'site', text: { en: 'Site or shop', ru: 'Сайт или магазин' } },
            { id: 'delivery', text: { en: 'Delivery', ru: 'Доставка' } },
            { id: 'service', text: { en: 'Service', ru: 'Обслуживание' } },
          ],
        },
      ],
    },
    { id: 'reply', questions: [REPLY, REPLY_CONSENT] },
  ],
}
