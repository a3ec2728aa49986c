import type { Survey } from '@frankly/core'

/** A thank-you to a colleague. Counted never, ranked never. @public */
export const kudos: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'kudos',
  title: { en: 'Thank a colleague', ru: 'Спасибо коллеге' },
  touchpoint: 'x_staff',
  audience: 'staff',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'praise',
          id: 'kudos',
          required: true,
          text: { en: 'What would you thank a colleague for?', ru: 'За что вы скажете спасибо коллеге?' },
        },
        {
          kind: 'consent',
          id: 'publish',
          purpose: 'publish',
          textVersion: '2026-11-21',
          text: { en: 'You may show my words to the whole team.', ru: 'Можно показать мои слова всей команде.' },
        },
      ],
    },
  ],
}
