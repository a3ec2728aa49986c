import type { Choice, ConsentQuestion, ContactQuestion, TextQuestion } from '@frankly/core'

/**
 * Five points from very poor to very good, negative first. The ids are numbers, so that a report can
 * take a mean of them without a table.
 */
export const QUALITY_5: readonly Choice[] = [
  { id: '1', text: { en: 'Very poor', ru: 'Очень плохо' } },
  { id: '2', text: { en: 'Poor', ru: 'Плохо' } },
  { id: '3', text: { en: 'So-so', ru: 'Средне' } },
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
  { id: 'same', text: { en: 'About the same', ru: 'Примерно так же' } },
  { id: 'better', text: { en: 'Better', ru: 'Лучше' } },
]

/** The nine criteria, in the customer's words (stem: "How would you rate us on…"). */
export const NINE_CRITERIA: readonly Choice[] = [
  { id: 'competence', text: { en: 'knowing the goods and our job', ru: 'знание товара и дела' } },
  {
    id: 'accessibility',
    text: { en: 'being easy to reach, without long waits', ru: 'лёгкость связи, без долгого ожидания' },
  },
  { id: 'courtesy', text: { en: 'politeness and respect', ru: 'вежливость и уважение' } },
  {
    id: 'reliability',
    text: { en: 'doing what we promised, first time', ru: 'выполнение обещаний с первого раза' },
  },
  { id: 'security', text: { en: 'safe payment, goods and data', ru: 'безопасность оплаты, товара и данных' } },
  { id: 'responsibility', text: { en: 'owning our mistakes', ru: 'готовность отвечать за ошибки' } },
  { id: 'communication', text: { en: 'explaining in plain words', ru: 'понятные объяснения' } },
  { id: 'understanding', text: { en: 'understanding what you need', ru: 'понимание того, что вам нужно' } },
  {
    id: 'tangibles',
    text: { en: 'the look of our site, shop, packaging and staff', ru: 'вид сайта, магазина, упаковки, сотрудников' },
  },
]

/** Departments of a trading firm. */
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
    ru: 'Что получилось у нас лучше всего? Если кто-то помог, назовите имя: мы передадим спасибо.',
  },
}

/** The fault, asked bluntly and safely. */
export const FIX: TextQuestion = {
  kind: 'text',
  id: 'fix',
  asks: 'fault',
  text: {
    en: 'What should we fix? Be blunt: nobody will be punished for it.',
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
  text: { en: 'How should we reply?', ru: 'Как вам ответить?' },
}

/** Asked only of those who left an address; the version names this very wording. */
export const REPLY_CONSENT: ConsentQuestion = {
  kind: 'consent',
  id: 'reply_consent',
  purpose: 'contact',
  textVersion: '2026-11-28',
  required: true,
  text: {
    en: 'I agree that the shop may use my contact details only to reply to this.',
    ru: 'Даю согласие: магазин использует мои контакты только для ответа.',
  },
  showIf: {
    left: { answer: 'reply', part: 'channel' },
    op: 'in',
    right: ['email', 'phone', 'telegram', 'whatsapp', 'sms'],
  },
}
