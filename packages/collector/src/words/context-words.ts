import type { StaffLocale } from '@frankly/adapters'
import type { ResponseContext, TouchpointId } from '@frankly/core'
import type { ResponseMode } from '@frankly/core/model'

type Words<Key extends string> = Readonly<Record<Key, { readonly en: string; readonly ru: string }>>
type BuiltIn = Exclude<TouchpointId, `x_${string}`>

const TOUCHPOINTS: Words<BuiltIn> = {
  discovery: { en: 'first acquaintance', ru: 'первое знакомство' },
  search: { en: 'search', ru: 'поиск' },
  product_page: { en: 'page of a product', ru: 'страница товара' },
  consult: { en: 'advice', ru: 'консультация' },
  cart: { en: 'basket', ru: 'корзина' },
  checkout: { en: 'checkout', ru: 'оформление заказа' },
  payment: { en: 'payment', ru: 'оплата' },
  order_confirmed: { en: 'order placed', ru: 'заказ оформлен' },
  processing: { en: 'order being packed', ru: 'сборка заказа' },
  shipping_notice: { en: 'notice of dispatch', ru: 'сообщение об отправке' },
  pickup: { en: 'pickup', ru: 'самовывоз' },
  delivery: { en: 'delivery', ru: 'доставка' },
  unboxing: { en: 'unpacking', ru: 'распаковка' },
  use: { en: 'use of the product', ru: 'использование товара' },
  support: { en: 'help desk', ru: 'поддержка' },
  return: { en: 'return', ru: 'возврат товара' },
  refund: { en: 'refund', ru: 'возврат денег' },
  complaint_close: { en: 'after a complaint', ru: 'после жалобы' },
  repeat: { en: 'repeat purchase', ru: 'повторная покупка' },
  store_visit: { en: 'visit to a shop', ru: 'визит в магазин' },
}

const MODES: Words<ResponseMode> = {
  web: { en: 'on the site', ru: 'на сайте' },
  link: { en: 'by a link', ru: 'по ссылке' },
  qr: { en: 'by a printed code', ru: 'по QR-коду' },
  kiosk: { en: 'at a kiosk', ru: 'на стойке' },
  phone: { en: 'by phone', ru: 'по телефону' },
  observer: { en: 'by an observer', ru: 'наблюдателем' },
  mystery: { en: 'by a mystery shopper', ru: 'тайным покупателем' },
  import: { en: 'imported', ru: 'импортирован' },
}

const DEVICES: Words<NonNullable<ResponseContext['device']>> = {
  phone: { en: 'phone', ru: 'телефон' },
  tablet: { en: 'tablet', ru: 'планшет' },
  desktop: { en: 'computer', ru: 'компьютер' },
}

const REASONS: Words<string> = {
  honeypot: { en: 'a hidden field was filled in, as programs do', ru: 'заполнено скрытое поле, так делают программы' },
  no_staff_link: {
    en: 'a survey for staff, answered without the link for staff',
    ru: 'опрос для сотрудников, ответ пришёл не по их ссылке',
  },
  too_fast: { en: 'answered faster than a person reads', ru: 'ответили быстрее, чем человек читает' },
}

const PROOFS: Words<'verified' | 'unverified' | 'bad'> = {
  verified: { en: 'signed by the shop', ru: 'подписано магазином' },
  unverified: { en: 'not signed', ru: 'без подписи' },
  bad: { en: 'with a bad signature', ru: 'с неверной подписью' },
}

const PURPOSES: Words<string> = {
  contact: { en: 'to be contacted', ru: 'на связь' },
  publish: { en: 'to publication', ru: 'на публикацию' },
  marketing: { en: 'to advertising', ru: 'на рекламу' },
  analytics: { en: 'to analytics', ru: 'на аналитику' },
  personal_data_ru: { en: 'to the use of personal data', ru: 'на обработку персональных данных' },
  feedback: { en: 'to feedback', ru: 'на обратную связь' },
}

/** Words for what stands around the answers, for the shop's people; an unknown key is given back as it is. */
const sayer =
  (words: Words<string>) =>
  (key: string, reader: StaffLocale): string =>
    Object.hasOwn(words, key) ? words[key]![reader] : key

/** Where in the customer's way it was; a shop's own `x_…` loses its prefix. */
export const touchpointWords = (id: string, reader: StaffLocale): string =>
  sayer(TOUCHPOINTS)(id, reader).replace(/^x_/, '').replaceAll('_', ' ')
/** By which way it was given. */
export const modeWords: (id: string, reader: StaffLocale) => string = sayer(MODES)
/** On what it was given. */
export const deviceWords: (id: string, reader: StaffLocale) => string = sayer(DEVICES)
/** Why it is held. */
export const reasonWords: (id: string, reader: StaffLocale) => string = sayer(REASONS)
/** What was agreed to. */
export const purposeWords: (id: string, reader: StaffLocale) => string = sayer(PURPOSES)
/** Whether the shop's server vouches for it. */
export const proofWords: (id: string, reader: StaffLocale) => string = sayer(PROOFS)
