import type { Choice, ConsentQuestion, ContactQuestion, TextQuestion } from '@frankly/core'

/**
 * Five points from very poor to very good, negative first. The ids are numbers, so that a report can
 * take a mean of them without a table.
 */
export const QUALITY_5: readonly Choice[] = [
  { id: '1', text: { en: 'Very poor', ru: 'Очень плохо' } },
  { id: '2', text: { en: 'Poor', ru: 'Плохо' } },
  { id: '3', text: { en: 'So-so', ru: 'Так себе' } },
  { id: '4', text: { en: 'Good', ru: 'Хорошо' } },
  { id: '5', text: { en: 'Very good', ru: 'Очень хорошо' } },
]

/** For checklists and choices that were or were not there. */
export const NO_PARTLY_YES: readonly Choice[] = [
  { id: 'no', text: { en: 'No', ru: 'Нет' } },
  { id: 'partly', text: { en: 'Partly', ru: 'Отчасти' } },
  { id: 'yes', text: { en: 'Yes', ru: 'Да' } },
]

/** Against what was expected (disconfirmation): the answers of one touchpoint can be compared with another's. */
export const EXPECTED: readonly Choice[] = [
  { id: 'worse', text: { en: 'Worse', ru: 'Хуже' } },
  { id: 'same', text: { en: 'About the same', ru: 'Так же' } },
  { id: 'better', text: { en: 'Better', ru: 'Лучше' } },
]

/** The nine criteria, in the customer's words (stem: "How would you rate us on…"). */
export const NINE_CRITERIA: readonly Choice[] = [
  { id: 'competence', text: { en: 'staff know the goods and their job', ru: 'знание товара и дела' } },
  {
    id: 'accessibility',
    text: { en: 'easy to reach us, no long waiting', ru: 'легко связаться, не нужно долго ждать' },
  },
  { id: 'courtesy', text: { en: 'politeness and respect', ru: 'вежливость и уважение' } },
  {
    id: 'reliability',
    text: { en: 'doing what was promised, first time', ru: 'делаем, что обещали, с первого раза' },
  },
  { id: 'security', text: { en: 'safe payment, goods and data', ru: 'безопасность оплаты, товара и данных' } },
  { id: 'responsibility', text: { en: 'answering for our mistakes', ru: 'готовность отвечать за ошибки' } },
  { id: 'communication', text: { en: 'explaining in plain words', ru: 'объясняем понятными словами' } },
  { id: 'understanding', text: { en: 'grasping what you need', ru: 'понимаем, что вам нужно' } },
  {
    id: 'tangibles',
    text: { en: 'look of site, shop, packaging, staff', ru: 'вид сайта, магазина, упаковки, сотрудников' },
  },
]

/** Departments of a trading firm (domain row 78). */
export const DEPARTMENTS: readonly Choice[] = [
  { id: 'purchasing', text: { en: 'Range and purchasing', ru: 'Ассортимент и закупки' } },
  { id: 'production', text: { en: 'Production', ru: 'Производство' } },
  { id: 'warehouse', text: { en: 'Warehouse and delivery', ru: 'Склад и доставка' } },
  { id: 'shop', text: { en: 'Shop floor', ru: 'Торговый зал' } },
  { id: 'wholesale', text: { en: 'Wholesale', ru: 'Опт' } },
  { id: 'marketing', text: { en: 'Marketing and site', ru: 'Маркетинг и сайт' } },
  { id: 'care', text: { en: 'Customer care', ru: 'Забота о покупателях' } },
  { id: 'office', text: { en: 'Accounts and administration', ru: 'Бухгалтерия и администрация' } },
]

/** The praise that stands before every fault. */
export const BEST: TextQuestion = {
  kind: 'text',
  id: 'best',
  asks: 'praise',
  text: {
    en: 'What did we do best? If someone helped you, name them and we will say thank you.',
    ru: 'Что получилось у нас лучше всего? Если кто-то помог, назовите его, мы передадим спасибо.',
  },
}

/** The fault, asked bluntly and safely. */
export const FIX: TextQuestion = {
  kind: 'text',
  id: 'fix',
  asks: 'fault',
  text: {
    en: 'What should we fix? Be blunt, nobody will be punished for it.',
    ru: 'Что нам исправить? Говорите прямо: никого за это не накажут.',
  },
}

/** The small detail that only a customer sees. */
export const SMALL: TextQuestion = {
  kind: 'text',
  id: 'small',
  asks: 'idea',
  text: { en: 'One small thing you would change?', ru: 'Какую одну мелочь вы бы изменили?' },
}

/** How to answer; open to everybody, whatever they said. */
export const REPLY: ContactQuestion = {
  kind: 'contact',
  id: 'reply',
  text: { en: 'How shall we answer?', ru: 'Как вам ответить?' },
}

/** Asked only of those who left an address; the version names this very wording. */
export const REPLY_CONSENT: ConsentQuestion = {
  kind: 'consent',
  id: 'reply_consent',
  purpose: 'contact',
  textVersion: '2026-11-21',
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
}
