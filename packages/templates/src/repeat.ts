import type { Survey } from '@frankly/core'
import { FIX } from './shared.ts'

/** For those who come back: what has changed since the last time? @public */
export const repeat: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'repeat',
  title: { en: 'Since last time', ru: 'С прошлого раза' },
  touchpoint: 'repeat',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'choice',
          id: 'since',
          text: { en: 'Compared with last time, we are…', ru: 'С прошлого раза мы стали…' },
          choices: [
            { id: 'worse', text: { en: 'Worse', ru: 'Хуже' } },
            { id: 'same', text: { en: 'Neither worse nor better', ru: 'Ни хуже, ни лучше' } },
            { id: 'better', text: { en: 'Better', ru: 'Лучше' } },
          ],
        },
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What do you come back for?', ru: 'Ради чего вы возвращаетесь?' },
        },
      ],
    },
    { id: 'more', questions: [FIX] },
  ],
  offerMoreBefore: 'more',
  priority: 1,
  targeting: { triggers: [{ on: 'purchase' }], order: [{ key: 'firstOrder', op: 'eq', value: false }] },
}
