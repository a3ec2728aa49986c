import type { Survey } from '@frankly/core'
import { REPLY, REPLY_CONSENT } from './shared.ts'

/** The frank door: what happened, a photo, the wish; then how to answer. Open to everybody at any time. @public */
export const complaint: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'complaint',
  title: { en: 'Something went wrong?', ru: 'Что-то пошло не так?' },
  touchpoint: 'support',
  intro: { en: 'Tell us, we want to know.', ru: 'Расскажите, нам важно знать.' },
  pages: [
    {
      id: 'what',
      questions: [
        { kind: 'complaint', id: 'complaint', required: true, text: { en: 'What happened?', ru: 'Что случилось?' } },
        { kind: 'attachment', id: 'photo', text: { en: 'A photo, if it helps', ru: 'Фото, если поможет' } },
      ],
    },
    { id: 'reply', questions: [REPLY, REPLY_CONSENT] },
  ],
  priority: 100,
  targeting: { alwaysOpen: true },
}
