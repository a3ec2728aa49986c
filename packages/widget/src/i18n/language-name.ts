/**
 * What a language calls itself, as CLDR has it, with a capital as in any menu. Three are named as people know them: CLDR
 * says "Indonesia", "norsk bokmål", and "中文" for both scripts, of which this is one.
 */
const OWN_NAMES: Readonly<Record<string, string>> = {
  ar: 'العربية',
  cs: 'Čeština',
  da: 'Dansk',
  de: 'Deutsch',
  el: 'Ελληνικά',
  en: 'English',
  es: 'Español',
  fa: 'فارسی',
  fi: 'Suomi',
  fr: 'Français',
  he: 'עברית',
  hi: 'हिन्दी',
  hu: 'Magyar',
  id: 'Bahasa Indonesia',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  nb: 'Norsk',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  ro: 'Română',
  ru: 'Русский',
  sv: 'Svenska',
  tr: 'Türkçe',
  uk: 'Українська',
  vi: 'Tiếng Việt',
  zh: '简体中文',
}

/**
 * The name of a language in itself. The browser knows it too, but takes several milliseconds to say so, a fifth of
 * the whole opening for two languages; it is asked for the rare ones only.
 */
export function languageName(locale: string): string {
  const name = OWN_NAMES[locale] ?? new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
  return name.slice(0, 1).toLocaleUpperCase(locale) + name.slice(1)
}
