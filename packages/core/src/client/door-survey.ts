import type { Locale } from '../model/ids.ts'
import type { LocalizedText } from '../model/localized.ts'
import { SURVEY_SCHEMA, type Survey } from '../model/survey.ts'

/** Id of the built-in door. @public */
export const DOOR_SURVEY_ID = 'frankly-door'

/** Channels that need an address, and with it a consent. */
const WITH_ADDRESS = ['email', 'phone', 'telegram', 'whatsapp', 'sms']

/** Words of the door's questions. @public */
export interface DoorWords {
  /** Name of the door. */
  readonly title: LocalizedText
  /** Asks what happened. */
  readonly what: LocalizedText
  /** Says that the words are enough. */
  readonly enough: LocalizedText
  /** Asks what would put it right. */
  readonly want: LocalizedText
  /** Asks for a photo. */
  readonly photo: LocalizedText
  /** Asks how to answer. */
  readonly howReply: LocalizedText
  /** Asks who may see the name. */
  readonly whoSees: LocalizedText
  /** Consent to use the contact for the answer. */
  readonly consent: LocalizedText
  /** Opening line above the first question. */
  readonly intro?: LocalizedText
}

/**
 * The frank door in the given words, in three short steps: what happened; what would put it right, and a photo; how to
 * answer, and a consent only when there is an address. Nothing after the words is required. Open to everybody, whatever
 * the governor says. The ids are the same in all languages, so that reports count them together.
 * @param locales - languages of the words, the default one first
 * @public
 */
export function doorSurvey({ intro, ...words }: DoorWords, locales: readonly [Locale, ...Locale[]]): Survey {
  return {
    schema: SURVEY_SCHEMA,
    id: DOOR_SURVEY_ID,
    version: 5,
    title: words.title,
    defaultLocale: locales[0],
    locales,
    touchpoint: 'support',
    targeting: { alwaysOpen: true },
    ...(intro !== undefined && { intro }),
    pages: [
      {
        id: 'what',
        questions: [
          { kind: 'complaint', id: 'complaint', part: 'words', text: words.what, help: words.enough, required: true },
        ],
      },
      {
        id: 'wish',
        questions: [
          { kind: 'complaint', id: 'wish', part: 'wish', of: 'complaint', text: words.want },
          { kind: 'attachment', id: 'photo', text: words.photo },
        ],
      },
      {
        id: 'reply',
        questions: [
          { kind: 'contact', id: 'reply', text: words.howReply },
          {
            kind: 'consent',
            id: 'reply_consent',
            text: words.consent,
            purpose: 'contact',
            textVersion: '2',
            required: true,
            showIf: { left: { answer: 'reply', part: 'channel' }, op: 'in', right: WITH_ADDRESS },
          },
          { kind: 'complaint', id: 'name', part: 'name', of: 'complaint', text: words.whoSees },
        ],
      },
    ],
  }
}

/** The frank door for a project that has written none and an app that brings no words of its own. @public */
export const DOOR_SURVEY: Survey = doorSurvey(
  {
    title: { en: 'Something went wrong?', ru: 'Что-то пошло не так?' },
    intro: { en: 'Tell us, we want to know.', ru: 'Расскажите, нам важно знать.' },
    what: { en: 'What happened?', ru: 'Что случилось?' },
    enough: {
      en: 'Your words are enough. All the rest is optional.',
      ru: 'Достаточно ваших слов. Остальное по желанию.',
    },
    want: { en: 'What would put it right?', ru: 'Что исправит ситуацию?' },
    photo: { en: 'A photo, if it helps', ru: 'Фото, если поможет' },
    howReply: { en: 'How should we reply?', ru: 'Как вам ответить?' },
    whoSees: { en: 'Who may see your name?', ru: 'Кому показать ваше имя?' },
    consent: {
      en: 'I agree that the shop may use my contact details only to reply to this.',
      ru: 'Даю согласие: магазин использует мои контакты только для ответа.',
    },
  },
  ['en', 'ru'],
)
