import type { Survey } from '@frankly/core'

/** Maturity self-check for leaders: a talk, not a grade. @public */
export const maturity: Survey = {
  schema: 1,
  version: 1,
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  id: 'maturity',
  title: { en: 'Service maturity', ru: 'Зрелость сервиса' },
  touchpoint: 'x_staff',
  audience: 'internal',
  placement: 'page',
  pages: [
    {
      id: 'first',
      questions: [
        {
          kind: 'text',
          id: 'best',
          asks: 'praise',
          text: { en: 'What are we proud of in our service?', ru: 'Чем мы гордимся в нашем сервисе?' },
        },
      ],
    },
    {
      id: 'levels',
      questions: [
        {
          kind: 'matrix',
          id: 'levels',
          notApplicable: true,
          text: { en: 'How far are we with…', ru: 'На каком уровне у нас…' },
          columns: [
            { id: '1', text: { en: 'Not at all', ru: 'Никак' } },
            { id: '2', text: { en: 'Depends on the person', ru: 'Зависит от человека' } },
            { id: '3', text: { en: 'Written down', ru: 'Записано' } },
            { id: '4', text: { en: 'Done every day', ru: 'Делается каждый день' } },
            { id: '5', text: { en: 'Improved by all', ru: 'Улучшаем все вместе' } },
          ],
          rows: [
            { id: 'standards', text: { en: 'service standards', ru: 'стандарты сервиса' } },
            { id: 'complaints', text: { en: 'answers to complaints', ru: 'ответы на жалобы' } },
            { id: 'listening', text: { en: 'listening to customers', ru: 'внимание к покупателям' } },
            { id: 'freedom', text: { en: 'freedom to help on the spot', ru: 'право помочь сразу' } },
            { id: 'rules', text: { en: 'dropping silly rules', ru: 'отказ от глупых правил' } },
            { id: 'praise', text: { en: 'praise for good work', ru: 'похвала за хорошую работу' } },
            { id: 'learning', text: { en: 'learning from failures', ru: 'уроки из неудач' } },
            { id: 'leaders', text: { en: 'leaders who keep the promises', ru: 'руководители, которые держат слово' } },
          ],
        },
      ],
    },
    {
      id: 'more',
      questions: [
        {
          kind: 'text',
          id: 'fix',
          asks: 'fault',
          text: { en: 'Which rule gets in the way most?', ru: 'Какое правило мешает больше всего?' },
        },
      ],
    },
  ],
}
