import type { Choice, Survey } from '@frankly/core'

/** The five answers of a pair, negative first; ids as `@frankly/measures` reads them. */
const KANO_ANSWERS: readonly Choice[] = [
  { id: 'dislike', text: { en: 'I would dislike it', ru: 'Мне не понравится' } },
  { id: 'live_with', text: { en: 'I can live with it', ru: 'Могу смириться' } },
  { id: 'neutral', text: { en: 'It makes no difference to me', ru: 'Всё равно' } },
  { id: 'expect', text: { en: 'I would expect it', ru: 'Так и должно быть' } },
  { id: 'like', text: { en: 'I would like it', ru: 'Мне понравится' } },
]

/** Kano pairs for two wishes: replace the wishes, keep `_with` and `_without` at the end of the ids. @public */
export const kanoPairs: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'kano',
  title: { en: 'Two wishes', ru: 'Два пожелания' },
  touchpoint: 'repeat',
  pages: [
    {
      id: 'same_day',
      questions: [
        {
          kind: 'choice',
          id: 'same_day_with',
          choices: KANO_ANSWERS,
          text: {
            en: 'How would you feel if we delivered the same day?',
            ru: 'Как вы отнесётесь, если привезём в тот же день?',
          },
        },
        {
          kind: 'choice',
          id: 'same_day_without',
          choices: KANO_ANSWERS,
          text: {
            en: 'How would you feel if we did not deliver the same day?',
            ru: 'Как вы отнесётесь, если в тот же день не привезём?',
          },
        },
      ],
    },
    {
      id: 'gift_wrap',
      questions: [
        {
          kind: 'choice',
          id: 'gift_wrap_with',
          choices: KANO_ANSWERS,
          text: {
            en: 'How would you feel if we offered gift wrapping?',
            ru: 'Как вы отнесётесь, если предложим подарочную упаковку?',
          },
        },
        {
          kind: 'choice',
          id: 'gift_wrap_without',
          choices: KANO_ANSWERS,
          text: {
            en: 'How would you feel if we did not offer gift wrapping?',
            ru: 'Как вы отнесётесь, если подарочной упаковки не будет?',
          },
        },
      ],
    },
    {
      id: 'words',
      questions: [
        {
          kind: 'text',
          id: 'wish',
          asks: 'idea',
          text: { en: 'What else would you wish for?', ru: 'Чего бы вы ещё пожелали?' },
        },
      ],
    },
  ],
}
