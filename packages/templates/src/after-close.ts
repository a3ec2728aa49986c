import type { Survey } from '@frankly/core'
import { BEST, FIX, QUALITY_5 } from './shared.ts'

/** A day after a case was closed: outcome, fairness, effort, manner. @public */
export const afterClose: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'after-close',
  title: { en: 'Your case', ru: 'Ваше обращение' },
  touchpoint: 'complaint_close',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'choice',
          id: 'settled',
          text: { en: 'Is it settled?', ru: 'Вопрос решён?' },
          choices: [
            { id: 'no', text: { en: 'No, reopen it', ru: 'Нет, открыть снова' } },
            { id: 'partly', text: { en: 'Partly', ru: 'Отчасти' } },
            { id: 'yes', text: { en: 'Yes', ru: 'Да' } },
          ],
        },
        { ...BEST, text: { en: 'What did we do right?', ru: 'Что мы сделали правильно?' } },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'matrix',
          id: 'handling',
          columns: QUALITY_5,
          notApplicable: true,
          text: { en: 'How would you rate…', ru: 'Как вы оцените…' },
          rows: [
            { id: 'outcome', text: { en: 'the outcome', ru: 'итог' } },
            { id: 'fairness', text: { en: 'how fair it was', ru: 'справедливость' } },
            { id: 'effort', text: { en: 'how easy we made it for you', ru: 'как легко это было для вас' } },
            { id: 'manner', text: { en: 'how we spoke with you', ru: 'как мы с вами разговаривали' } },
          ],
        },
        FIX,
      ],
    },
  ],
  offerMoreBefore: 'more',
  targeting: { triggers: [{ on: 'event', name: 'case_closed' }] },
}
