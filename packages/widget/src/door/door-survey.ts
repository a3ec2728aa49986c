import type { Survey } from '@frankly/core'

/** Channels that need an address, and with it a consent. */
const WITH_ADDRESS = ['email', 'phone', 'telegram', 'whatsapp', 'sms']

/** Words of the door's questions, by key of the catalogue. */
export interface DoorWords {
  readonly what: string
  readonly photo: string
  readonly howReply: string
  /** With `{shop}` filled in. */
  readonly consent: string
}

/**
 * The complaint door as a survey, for a project without one of its own: what happened, a photo, the wish; then how
 * to answer, and a consent only when there is a contact. Being a survey, it uses the same engine and queue; its
 * `complaint` answer puts it in the urgent lane. Questions have the ids of core's door and of the template, so that
 * reports count them together.
 */
export function doorSurvey(words: DoorWords, locale: string): Survey {
  return {
    schema: 1,
    id: 'frankly-door',
    version: 1,
    title: words.what,
    defaultLocale: locale,
    locales: [locale],
    touchpoint: 'support',
    targeting: { alwaysOpen: true },
    pages: [
      {
        id: 'what',
        questions: [
          { kind: 'complaint', id: 'complaint', text: words.what, required: true },
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
            textVersion: '1',
            required: true,
            showIf: { left: { answer: 'reply', part: 'channel' }, op: 'in', right: WITH_ADDRESS },
          },
        ],
      },
    ],
  }
}
