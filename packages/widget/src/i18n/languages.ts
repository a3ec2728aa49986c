import type { Locale } from '@frankly/core'
import { fallbackChain } from '@frankly/core/model'
import { first } from './en.ts'
import type { AllTexts, LanguageWords, WordPart } from './texts.ts'

/** Languages that the interface speaks beside English, each a file of this folder. */
export const LANGUAGES = [
  'ar',
  'cs',
  'da',
  'de',
  'el',
  'es',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nb',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
  'zh',
] as const

/** A language that has a file of words. */
export type Language = 'en' | (typeof LANGUAGES)[number]

/** Loads a part of a language, with or without its other parts. Rejects when it cannot be loaded. */
export type LoadLanguage = <Part extends WordPart>(language: Language, part: Part) => Promise<Pick<LanguageWords, Part>>

/** Words that are here, by language, in the order they came. */
const words = new Map<string, Partial<AllTexts>>([['en', first]])
/** Parts that are here, for example `de.first`. */
const loaded = new Set(['en.first'])

/**
 * Loads parts of a language along the fallback chain (`pt-BR`, `pt`, `en`), `first` in any case. A language that is
 * missing never hides a survey: English is always at hand. Never rejects; false: something could not be loaded
 * (offline, blocked), and the next call tries again.
 */
export async function loadWords(load: LoadLanguage, locale: Locale, ...parts: readonly WordPart[]): Promise<boolean> {
  const tag = tagFor(locale)
  const take = async (part: WordPart): Promise<boolean> => {
    const key = `${tag}.${part}`
    if (loaded.has(key)) return true
    try {
      // Norwegian that says no more is Bokmål
      const more: Partial<AllTexts> = (await load(tag === 'no' ? 'nb' : tag, part))[part]
      words.set(tag, { ...words.get(tag), ...more, ...(part === 'later' && { lang: tag }) })
      loaded.add(key)
      return true
    } catch {
      return false
    }
  }
  // the first part goes first: with it the language counts as loaded
  const hasFirst = await take('first')
  const taken = await Promise.all(parts.map(take))
  return hasFirst && taken.every(Boolean)
}

/** Loads the first words of a language; resolves to the language that was found. Never rejects. */
export async function prepareLanguage(load: LoadLanguage, locale: Locale): Promise<Locale> {
  await loadWords(load, locale)
  return languageOf(locale)
}

/** Words for a language; those that are not loaded yet are taken from a language that is. */
export function textsFor(locale: Locale): AllTexts {
  const texts = Object.assign({}, ...words.values(), words.get(tagFor(locale)))
  return texts.lang === locale.split('-')[0] ? { ...texts, lang: locale } : texts
}

/** The language whose words are here, for `lang`. */
export function languageOf(locale: Locale): Locale {
  const tag = tagFor(locale)
  return words.has(tag) ? tag : 'en'
}

/** Chinese that is written in traditional signs: simplified ones are another script, not a rougher form of it. */
const TRADITIONAL = /^zh(?!-hans)-.*(hant|tw|hk|mo)\b/i

/** The language whose words serve a locale; `no` stands for `nb`. */
export function tagFor(locale: Locale): Language | 'no' {
  if (TRADITIONAL.test(locale)) return 'en'
  return fallbackChain(locale, 'en').find(isSpoken) ?? 'en'
}

const isSpoken = (tag: string): tag is Language | 'no' =>
  tag === 'no' || tag === 'en' || LANGUAGES.some((each) => each === tag)

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

/** Direction of writing. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}
