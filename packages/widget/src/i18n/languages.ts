import { fallbackChain, type Locale } from '@frankly/core'
import { en } from './en.ts'
import type { AllTexts, LaterTexts } from './texts.ts'

type Part = Promise<{ readonly default: AllTexts }>

/** Languages beside English, each a chunk of its own. Tags as in BCP 47; `zh` stands for `zh-Hans`. */
export const LANGUAGES: Readonly<Record<string, () => Part>> = {
  ru: () => import('./ru.ts'),
}

const loaded = new Map<string, AllTexts>()
let later: LaterTexts | undefined

/**
 * Loads the words of a language along the fallback chain (`pt-BR`, `pt`, `en`). A language that is missing or
 * cannot be loaded never hides a survey: English is always at hand. Never rejects.
 */
export async function loadTexts(locale: Locale): Promise<void> {
  const tag = tagFor(locale)
  if (tag === 'en' || loaded.has(tag)) return
  try {
    loaded.set(tag, (await LANGUAGES[tag]!()).default)
  } catch {
    // offline or blocked: English serves, and the next call tries again
  }
}

/** Loads what English still lacks for the later screens and further kinds; other languages come whole. */
export async function loadLaterTexts(): Promise<void> {
  later ??= (await import('./en-later.ts')).default
}

/** Words for a language: those that are loaded, else English. Later words are there after `loadLaterTexts`. */
export function textsFor(locale: Locale): AllTexts {
  return loaded.get(tagFor(locale)) ?? ({ ...en, ...later } as AllTexts)
}

/** The language the words of `textsFor` are in, for `lang`. */
export function languageOf(locale: Locale): Locale {
  const tag = tagFor(locale)
  return loaded.has(tag) ? tag : 'en'
}

function tagFor(locale: Locale): string {
  return fallbackChain(locale, 'en').find((tag) => tag in LANGUAGES || tag === 'en') ?? 'en'
}

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/

/** Direction of writing. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}
