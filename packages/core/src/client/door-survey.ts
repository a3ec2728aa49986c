import { SURVEY_SCHEMA, type Survey } from '../model/survey.ts'

/** Id of the built-in door. @public */
export const DOOR_SURVEY_ID = 'frankly-door'

/**
 * The frank door for a project that has written none: what happened, and how to answer. Open to everybody,
 * whatever the governor says.
 * @public
 */
export const DOOR_SURVEY: Survey = {
  schema: SURVEY_SCHEMA,
  id: DOOR_SURVEY_ID,
  version: 2,
  title: { en: 'Something went wrong?', ru: 'Что-то пошло не так?' },
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'support',
  intro: { en: 'Tell us, we want to know.', ru: 'Расскажите, нам важно знать.' },
  pages: [
    {
      id: 'door',
      questions: [
        { id: 'complaint', kind: 'complaint', text: { en: 'What happened?', ru: 'Что случилось?' }, required: true },
        { id: 'reply', kind: 'contact', text: { en: 'How shall we answer?', ru: 'Как вам ответить?' } },
        {
          id: 'reply_consent',
          kind: 'consent',
          purpose: 'contact',
          textVersion: '1',
          required: true,
          text: {
            en: 'I agree that the shop uses my contact only to answer this.',
            ru: 'Согласен(на): магазин использует мой контакт только для ответа.',
          },
          showIf: {
            left: { answer: 'reply', part: 'channel' },
            op: 'in',
            right: ['email', 'phone', 'telegram', 'whatsapp', 'sms'],
          },
        },
      ],
    },
  ],
  targeting: { alwaysOpen: true },
}
