/** What a language calls itself, as CLDR has it. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  ar: 'العربية',
  cs: 'čeština',
  da: 'dansk',
  de: 'Deutsch',
  el: 'Ελληνικά',
  en: 'English',
  es: 'español',
  fa: 'فارسی',
  fi: 'suomi',
  fr: 'français',
  he: 'עברית',
  hi: 'हिन्दी',
  hu: 'magyar',
  id: 'Indonesia',
  it: 'italiano',
  ja: '日本語',
  ko: '한국어',
  nb: 'norsk bokmål',
  nl: 'Nederlands',
  pl: 'polski',
  pt: 'português',
  ro: 'română',
  ru: 'русский',
  sv: 'svenska',
  tr: 'Türkçe',
  uk: 'українська',
  vi: 'Tiếng Việt',
  zh: '中文',
}

/**
 * The name of a language in itself. The browser knows it too, but takes several milliseconds to say so, a fifth of
 * the whole opening for two languages; it is asked for the rare ones only.
 */
export function languageName(locale: string): string {
  return OWN_NAMES[locale] ?? new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
}
