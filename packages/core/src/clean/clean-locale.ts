import type { Locale } from '../model/ids.ts'

/** A tag as answers carry it: language, then at most four further parts. */
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/

/**
 * The language tag in what a page says: `ru_RU`, `de_DE.UTF-8@euro`, `zh-Hant-TW-u-ca-chinese` become `ru-RU`, `de-DE`,
 * `zh-Hant-TW`, `rus` and `iw` become `ru` and `he`; parts that no browser knows are left out from the end. `undefined` where there is none: `russian`,
 * `x-default`, nothing at all. Never throws.
 * @public
 */
export function cleanLocale(value: unknown): Locale | undefined {
  if (typeof value !== 'string') return undefined
  const parts = value
    .trim()
    .replace(/[.@].*$/s, '')
    .replaceAll('_', '-')
    // what follows a single sign (`-u-`, `-x-`) is not about the language
    .replace(/-[A-Za-z0-9](?:-.*)?$/s, '')
    .split('-')
    .slice(0, 5)
  // old names (`iw`) and those of three letters (`rus`) have the one that texts are found by
  const language = canonical(parts[0]!)
  if (language && !language.includes('-')) parts[0] = language
  for (; parts.length > 0; parts.pop()) {
    const tag = parts.join('-')
    if (TAG.test(tag) && canonical(tag)) return tag
  }
  return undefined
}

/** `Intl` throws at a tag of another form, also where texts are drawn. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
