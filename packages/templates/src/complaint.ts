import type { Survey } from '@frankly/core'
import { REPLY, REPLY_CONSENT } from './shared.ts'

/**
 * The frank door in three short steps: what happened; the wish and a photo; how to answer. The words alone are enough.
 * Open to everybody at any time. @public
 */
export const complaint: Survey = {
  schema: 1,
  version: 2,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'complaint',
  title: { en: 'Something went wrong?', ru: 'Что-то пошло не так?' },
  touchpoint: 'support',
  pages: [
    {
      id: 'what',
      questions: [
        {
          kind: 'complaint',
          id: 'complaint',
          part: 'words',
          required: true,
          text: { en: 'What happened?', ru: 'Что случилось?' },
          help: {
            en: 'Your words are enough. All the rest is optional.',
            ru: 'Достаточно ваших слов. Остальное по желанию.',
          },
        },
      ],
    },
    {
      id: 'wish',
      questions: [
        {
          kind: 'complaint',
          id: 'wish',
          part: 'wish',
          of: 'complaint',
          text: { en: 'What would put it right?', ru: 'Что исправит ситуацию?' },
        },
        { kind: 'attachment', id: 'photo', text: { en: 'A photo, if it helps', ru: 'Фото, если поможет' } },
      ],
    },
    {
      id: 'reply',
      questions: [
        REPLY,
        REPLY_CONSENT,
        {
          kind: 'complaint',
          id: 'name',
          part: 'name',
          of: 'complaint',
          text: { en: 'Who may see your name?', ru: 'Кому показать ваше имя?' },
        },
      ],
    },
  ],
  priority: 100,
  targeting: { alwaysOpen: true },
}
