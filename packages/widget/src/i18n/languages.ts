import type { Locale } from '@frankly/core'
import { fallbackChain } from '@frankly/core/model'
import en from './en.ts'
import type { AllTexts, Texts } from './texts.ts'

/** Words that the first question needs, in the languages beside English; each a chunk of its own. */
export const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly default: Texts }>>> = {
  ar: () => import('./ar.ts'),
  cs: () => import('./cs.ts'),
  da: () => import('./da.ts'),
  de: () => import('./de.ts'),
  el: () => import('./el.ts'),
  es: () => import('./es.ts'),
  fa: () => import('./fa.ts'),
  fi: () => import('./fi.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hi: () => import('./hi.ts'),
  hu: () => import('./hu.ts'),
  id: () => import('./id.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nb: () => import('./nb.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ro: () => import('./ro.ts'),
  ru: () => import('./ru.ts'),
  sv: () => import('./sv.ts'),
  tr: () => import('./tr.ts'),
  uk: () => import('./uk.ts'),
  vi: () => import('./vi.ts'),
  zh: () => import('./zh.ts'),
  no: () => import('./nb.ts'),
}

/** Words that are here, by language, in the order they came. */
const here = new Map<string, Partial<AllTexts>>([['en', en]])

/**
 * Loads the words of a language along the fallback chain (`pt-BR`, `pt`, `en`). A language that is missing never
 * hides a survey: English is always at hand. Never rejects; false: could not be loaded (offline, blocked), and the
 * next call tries again.
 */
export async function loadTexts(locale: Locale): Promise<boolean> {
  const tag = tagFor(locale)
  try {
    if (!here.has(tag)) here.set(tag, (await LANGUAGES[tag]!()).default)
    return true
  } catch {
    return false
  }
}

/** Adds a further part of a language. */
export function addTexts(tag: string, words: Partial<AllTexts>): void {
  here.set(tag, { ...here.get(tag), ...words })
}

/** Words for a language; what of it is still on its way is said in a language that is here. */
export function textsFor(locale: Locale): AllTexts {
  const words = Object.assign({}, ...here.values(), here.get(tagFor(locale)))
  return words.lang === locale.split('-')[0] ? { ...words, lang: locale } : words
}

/** The language whose words are here, for `lang`. */
export function languageOf(locale: Locale): Locale {
  const tag = tagFor(locale)
  return here.has(tag) ? tag : 'en'
}

/** Chinese that is written in traditional signs: simplified ones are another script, not a rougher form of it. */
const TRADITIONAL = /^zh(?!-hans)-.*(hant|tw|hk|mo)\b/i

/** The catalogue that serves a language. */
export function tagFor(locale: Locale): string {
  if (TRADITIONAL.test(locale)) return 'en'
  return fallbackChain(locale, 'en').find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en'
}

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

/** Direction of writing. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}
