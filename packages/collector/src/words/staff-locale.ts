import type { StaffLocale } from '@frankly/adapters'
import type { Locale } from '@frankly/core'

/** The language of our own words beside texts in `locale`. */
export function staffLocaleOf(locale: Locale): StaffLocale {
  return locale.startsWith('ru') ? 'ru' : 'en'
}
