import type { Survey } from '@frankly/core'
import { NO_PARTLY_YES } from './shared.ts'

/** Mystery shopper: a checklist of the process. Kept apart from customers’ scores. @public */
export const mystery: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'mystery',
  title: { en: 'Mystery shopper', ru: 'Тайный покупатель' },
  touchpoint: 'store_visit',
  audience: 'observer',
  placement: 'page',
  intro: { en: 'We look at the process, not for a culprit.', ru: 'Смотрим на процесс, а не ищем виноватого.' },
  pages: [
    {
      id: 'praise',
      questions: [
        {
          kind: 'rating',
          id: 'rate',
          scale: 'csat5',
          text: { en: 'How was the visit on the whole?', ru: 'Как прошёл визит в целом?' },
        },
        {
          kind: 'praise',
          id: 'best',
          text: { en: 'What was done best?', ru: 'Что сделали лучше всего?' },
        },
      ],
    },
    {
      id: 'checklist',
      questions: [
        {
          kind: 'matrix',
          id: 'seen',
          columns: NO_PARTLY_YES,
          notApplicable: true,
          text: { en: 'What did you see?', ru: 'Что вы увидели?' },
          rows: [
            { id: 'noticed', text: { en: 'noticed within a minute', ru: 'заметили за минуту' } },
            { id: 'greeted', text: { en: 'greeted kindly', ru: 'приветливо поздоровались' } },
            { id: 'asked', text: { en: 'asked what I need', ru: 'спросили, что нужно' } },
            { id: 'listened', text: { en: 'listened to the end', ru: 'выслушали до конца' } },
            { id: 'knew', text: { en: 'knew the goods', ru: 'знали товар' } },
            { id: 'choice', text: { en: 'offered a choice without pressure', ru: 'предложили выбор без навязывания' } },
            { id: 'checked', text: { en: 'checked that they understood me', ru: 'проверили, правильно ли поняли' } },
            { id: 'clean', text: { en: 'clean and in order', ru: 'чисто и в порядке' } },
            { id: 'papers', text: { en: 'payment and papers without a hitch', ru: 'оплата и документы без заминки' } },
            { id: 'goodbye', text: { en: 'a good goodbye', ru: 'хорошо попрощались' } },
          ],
        },
      ],
    },
    {
      id: 'words',
      questions: [
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'Where did the process fail?', ru: 'Где дал сбой процесс?' },
        },
      ],
    },
  ],
}
