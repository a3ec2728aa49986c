import type { Locale } from './ids.ts'

/**
 * A text: one string (the survey's default language) or one string for each language.
 * No HTML; `**strong**` and `[label](https://…)` are the only markup. `{{…}}` pipes answers in.
 * @public
 */
export type LocalizedText = string | Readonly<Record<Locale, string>>

/**
 * Picks the text for a language along the fallback chain: exact tag, its base language, the
 * survey's default language, English, whatever there is. A missing language never hides a survey.
 * @public
 */
export function textFor(text: LocalizedText | undefined, locale: Locale, fallback: Locale = 'en'): string {
  if (text === undefined) return ''
  if (typeof text === 'string') return text
  for (const tag of fallbackChain(locale, fallback)) {
    const found = text[tag]
    if (found !== undefined) return found
  }
  return Object.values(text)[0] ?? ''
}

/**
 * Language tags to try, best first: `pt-BR` with default `ru` gives `pt-BR, pt, ru, en`.
 * @public
 */
export function fallbackChain(locale: Locale, fallback: Locale): readonly Locale[] {
  const chain: Locale[] = []
  for (const tag of [locale, fallback, 'en']) {
    const parts = tag.split('-')
    while (parts.length > 0) {
      const joined = parts.join('-')
      if (!chain.includes(joined)) chain.push(joined)
      parts.pop()
    }
  }
  return chain
}
