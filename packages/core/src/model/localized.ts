import type { Locale } from './ids.ts'

/**
 * A text: one string (the survey's default language) or one string for each language.
 * No HTML: the marks that a text may hold are those of `richText`. `{{…}}` pipes answers in.
 * @public
 */
export type LocalizedText = string | Readonly<Record<Locale, string>>

/**
 * Picks the text for a language along the fallback chain: exact tag, its base language, the
 * survey's default language, English, whatever there is. A missing language never hides a survey.
 * @public
 */
export function textFor(text: LocalizedText | undefined, locale: Locale, fallback: Locale = 'en'): string {
  return wordsFor(text, locale, fallback).text
}

/** A text in one language. @public */
export interface Words {
  /** The words. */
  readonly text: string
  /** Language of the text where it is not the one that was asked for. */
  readonly lang?: Locale
}

/**
 * As {@link textFor}, with the language of what was found: an interface must mark words that are in another language than
 * what stands around them.
 * @public
 */
export function wordsFor(text: LocalizedText | undefined, locale: Locale, fallback: Locale = 'en'): Words {
  if (text === undefined) return { text: '' }
  if (typeof text === 'string') return marked(text, fallback, locale)
  for (const tag of fallbackChain(locale, fallback)) {
    const found = Object.hasOwn(text, tag) ? text[tag] : undefined
    if (found !== undefined) return marked(found, tag, locale)
  }
  const [other] = Object.entries(text)
  return other ? marked(other[1], other[0], locale) : { text: '' }
}

function marked(text: string, lang: Locale, asked: Locale): Words {
  return text === '' || languagePart(lang) === languagePart(asked) ? { text } : { text, lang }
}

const languagePart = (tag: Locale): string => tag.split('-')[0]!.toLowerCase()

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
