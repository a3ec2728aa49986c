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
  intro: {
    en: 'We are checking the process, not looking for a culprit.',
    ru: 'Смотрим на процесс, а не ищем виноватого.',
  },
  pages: [
    {
      id: 'praise',
      questions: [
        {
          // an observer's judgement is no customer's satisfaction: it is counted with nothing else
          kind: 'scale',
          id: 'rate',
          min: 1,
          max: 5,
          look: 'numbers',
          words: [
            { en: 'Very badly', ru: 'Очень плохо' },
            { en: 'Badly', ru: 'Плохо' },
            { en: 'So-so', ru: 'Средне' },
            { en: 'Well', ru: 'Хорошо' },
            { en: 'Very well', ru: 'Очень хорошо' },
          ],
          bad: 'low',
          text: { en: 'How did the visit go overall?', ru: 'Как прошёл визит в целом?' },
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
          text: { en: 'Did this happen?', ru: 'Так было?' },
          rows: [
            { id: 'noticed', text: { en: 'I was noticed within a minute', ru: 'заметили за минуту' } },
            { id: 'greeted', text: { en: 'I was greeted kindly', ru: 'приветливо поздоровались' } },
            { id: 'asked', text: { en: 'I was asked what I need', ru: 'спросили, что нужно' } },
            { id: 'listened', text: { en: 'I was heard out', ru: 'выслушали до конца' } },
            { id: 'knew', text: { en: 'staff knew the goods', ru: 'знали товар' } },
            {
              id: 'choice',
              text: { en: 'I was offered a choice without pressure', ru: 'предложили выбор без навязывания' },
            },
            {
              id: 'checked',
              text: { en: 'they checked that they had understood me', ru: 'проверили, правильно ли поняли' },
            },
            { id: 'clean', text: { en: 'the place was clean and tidy', ru: 'чисто и в порядке' } },
            {
              id: 'papers',
              text: { en: 'payment and paperwork went without a hitch', ru: 'оплата и документы без заминки' },
            },
            { id: 'goodbye', text: { en: 'I was given a friendly goodbye', ru: 'хорошо попрощались' } },
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
          text: { en: 'Where did the process fail?', ru: 'Где процесс дал сбой?' },
        },
      ],
    },
  ],
}
