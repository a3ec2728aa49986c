import { describe, expect, it } from 'vitest'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import { lintSurvey } from './lint-survey.ts'

const survey = (...questions: Question[]): Survey => ({
  schema: 1,
  id: 'lint',
  version: 1,
  title: 'Lint',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'delivery',
  pages: [{ id: 'p', questions }],
})
const open: Question = { id: 'open', kind: 'text', text: 'Anything else?' }
const codes = (value: Survey): string[] => lintSurvey(value).map(({ code }) => code)
const asks = (text: string): string[] => codes(survey({ id: 'q', kind: 'rating', scale: 'csat5', text }, open))
const praise: Question = { id: 'best', kind: 'text', asks: 'praise', text: 'What did we do best?' }
const fault: Question = { id: 'fix', kind: 'text', asks: 'fault', text: 'What should we fix?' }
const columns = (...texts: string[]): Question => ({
  id: 'm',
  kind: 'matrix',
  text: 'How would you rate us?',
  rows: [{ id: 'r', text: 'politeness and respect' }],
  columns: texts.map((text, i) => ({ id: `c${i}`, text })),
})

describe('the lint', () => {
  it('[S9] wants an open question', () => {
    expect(codes(survey({ id: 'q', kind: 'rating', scale: 'nps', text: 'How likely?' }))).toEqual(['no-open-question'])
    expect(codes(survey({ id: 'q', kind: 'text', input: 'email', text: 'E-mail?' }))).toEqual(['no-open-question'])
    expect(codes(survey({ id: 'q', kind: 'praise', text: 'Who helped?' }))).toEqual([])
  })

  it('[S9] praise precedes fault', () => {
    expect(codes(survey(praise, fault))).toEqual([])
    expect(codes(survey(fault, praise))).toEqual(['fault-before-praise'])
    expect(codes(survey(fault))).toEqual(['fault-before-praise'])
    const complaint: Question = { id: 'bad', kind: 'complaint', text: 'What happened?' }
    expect(codes(survey(complaint))).toEqual([])
    expect(codes(survey(complaint, praise))).toEqual(['fault-before-praise'])
  })

  it.each([
    'Was the courier fast and polite?',
    'How was the price? And the delivery?',
    'Was it late or damaged?',
    'Был ли курьер быстрым и вежливым?',
    'Вам понравился товар или доставка?',
  ])('[S10] one idea in a question: %s', (text) => {
    expect(asks(text)).toEqual(['double-question'])
  })

  it.each([
    'How great was our service?',
    'How easy was it to order?',
    'Do you agree that we are the best?',
    'Насколько хорошо мы вас обслужили?',
    'Насколько легко было заказать?',
    'Согласны ли вы, что у нас лучшие цены?',
  ])('[S10] no answer in the question: %s', (text) => {
    expect(asks(text)).toEqual(['loaded-question'])
  })

  it.each([
    ['What do you think of the last-mile service?', 'jargon'],
    ['Как вам наш чекаут?', 'jargon'],
    [`Was it ${'very '.repeat(25)} late?`, 'long-sentence'],
  ])('[S11] short sentences in a customer’s words: %s', (text, code) => {
    expect(asks(text)).toEqual([code])
  })

  it.each([
    'How did ordering go?',
    'How easy or hard was it to get your issue resolved?',
    'How likely are you to recommend us to a friend?',
    'Could you choose the time, place and way that suited you?',
    'Compared with what you expected, was it worse or better?',
    'Как прошло оформление заказа?',
    'Насколько легко или сложно было решить ваш вопрос?',
    'Насколько вероятно, что вы посоветуете нас друзьям?',
    'Удалось ли выбрать удобное время, место и способ?',
  ])('[S10] words as ours pass: %s', (text) => {
    expect(asks(text)).toEqual([])
  })

  it('[S12] scales begin at the negative end', () => {
    expect(codes(survey(columns('Very good', 'So-so', 'Very bad'), open))).toEqual(['scale-direction'])
    expect(codes(survey(columns('Отлично', 'Нормально', 'Ужасно'), open))).toEqual(['scale-direction'])
    expect(codes(survey(columns('Very badly', 'Badly', 'So-so', 'Well', 'Very well'), open))).toEqual([])
  })

  it('[S12] names texts that lack a language', () => {
    expect(codes({ ...survey(open), title: { en: 'Lint', ru: 'Разбор' }, locales: ['en', 'ru'] })).toEqual([
      'missing-language',
    ])
  })
})
