import type { Locale } from '@frankly/core'
import { directionOf, languageOf } from './languages.ts'

/** Attributes of an element whose words are in another language than the card around it. */
export interface LanguageAttributes {
  readonly lang?: Locale
  readonly dir?: 'ltr' | 'rtl'
}

const base = (tag: Locale): string => tag.split('-')[0]!.toLowerCase()

/** Language of the interface's own words: the customer's where we speak it. */
export function cardLanguage(locale: Locale): Locale {
  const spoken = languageOf(locale)
  return base(spoken) === base(locale) ? locale : spoken
}

/** What stands between two sentences of the card: Chinese and Japanese set nothing there. */
export function gapIn(locale: Locale): string {
  return /^(ja|zh)\b/.test(cardLanguage(locale)) ? '' : ' '
}

/**
 * `lang` and `dir` for words of a survey: a screen reader must know that they are in another language than the card, and a
 * line of the other direction must not be laid out like one of its own.
 * @param lang - language of the words; `undefined`: the customer's
 * @param locale - language of the customer
 */
export function inLanguage(lang: Locale | undefined, locale: Locale): LanguageAttributes {
  const own = lang ?? locale
  return base(own) === base(cardLanguage(locale)) ? {} : { lang: own, dir: directionOf(own) }
}
