/** Languages of the shop. */
export type Language = 'en' | 'ru'

export const LANGUAGES: readonly Language[] = ['en', 'ru']

/** A text in both languages. */
export type Both = Readonly<Record<Language, string>>

/** English lives at the root, Russian below `/ru`. */
export function path(language: Language, page: string): string {
  return language === 'en' ? `/${page}` : `/ru/${page}`
}

export const CURRENCY: Readonly<Record<Language, 'EUR' | 'RUB'>> = { en: 'EUR', ru: 'RUB' }

/** Price for people. */
export function money(value: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(language === 'en' ? 'en-IE' : 'ru-RU', {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
  }).format(value)
}
