import type { Locale } from '@frankly/core'
import { addTexts, loadTexts, tagFor } from './languages.ts'
import type { AllTexts, DoorTexts, LaterTexts } from './texts.ts'

/** Parts of a language that come after the first question: `door` only for the kinds that the complaint door uses. */
export type Further = 'later' | 'door'

type Parts<T> = Readonly<Record<string, () => Promise<{ readonly default: T }>>>

/** Where the further parts are. */
export const FURTHER: { readonly later: Parts<LaterTexts>; readonly door: Parts<DoorTexts> } = {
  later: {
    ar: () => import('./later/ar.ts'),
    cs: () => import('./later/cs.ts'),
    da: () => import('./later/da.ts'),
    de: () => import('./later/de.ts'),
    el: () => import('./later/el.ts'),
    en: () => import('./later/en.ts'),
    es: () => import('./later/es.ts'),
    fa: () => import('./later/fa.ts'),
    fi: () => import('./later/fi.ts'),
    fr: () => import('./later/fr.ts'),
    he: () => import('./later/he.ts'),
    hi: () => import('./later/hi.ts'),
    hu: () => import('./later/hu.ts'),
    id: () => import('./later/id.ts'),
    it: () => import('./later/it.ts'),
    ja: () => import('./later/ja.ts'),
    ko: () => import('./later/ko.ts'),
    nb: () => import('./later/nb.ts'),
    nl: () => import('./later/nl.ts'),
    pl: () => import('./later/pl.ts'),
    pt: () => import('./later/pt.ts'),
    ro: () => import('./later/ro.ts'),
    ru: () => import('./later/ru.ts'),
    sv: () => import('./later/sv.ts'),
    tr: () => import('./later/tr.ts'),
    uk: () => import('./later/uk.ts'),
    vi: () => import('./later/vi.ts'),
    zh: () => import('./later/zh.ts'),
    no: () => import('./later/nb.ts'),
  },
  door: {
    ar: () => import('./door/ar.ts'),
    cs: () => import('./door/cs.ts'),
    da: () => import('./door/da.ts'),
    de: () => import('./door/de.ts'),
    el: () => import('./door/el.ts'),
    en: () => import('./door/en.ts'),
    es: () => import('./door/es.ts'),
    fa: () => import('./door/fa.ts'),
    fi: () => import('./door/fi.ts'),
    fr: () => import('./door/fr.ts'),
    he: () => import('./door/he.ts'),
    hi: () => import('./door/hi.ts'),
    hu: () => import('./door/hu.ts'),
    id: () => import('./door/id.ts'),
    it: () => import('./door/it.ts'),
    ja: () => import('./door/ja.ts'),
    ko: () => import('./door/ko.ts'),
    nb: () => import('./door/nb.ts'),
    nl: () => import('./door/nl.ts'),
    pl: () => import('./door/pl.ts'),
    pt: () => import('./door/pt.ts'),
    ro: () => import('./door/ro.ts'),
    ru: () => import('./door/ru.ts'),
    sv: () => import('./door/sv.ts'),
    tr: () => import('./door/tr.ts'),
    uk: () => import('./door/uk.ts'),
    vi: () => import('./door/vi.ts'),
    zh: () => import('./door/zh.ts'),
    no: () => import('./door/nb.ts'),
  },
}

const here = new Set<string>()

/**
 * Loads a language with further parts. Never rejects; false: something could not be loaded (offline, blocked), and
 * the next call tries again.
 */
export async function loadFurther(locale: Locale, parts: readonly Further[]): Promise<boolean> {
  const tag = tagFor(locale)
  const take = async (part: Further): Promise<void> => {
    if (here.has(tag + part)) return
    const words: Partial<AllTexts> = (await FURTHER[part][tag]!()).default
    addTexts(tag, part === 'later' ? { ...words, lang: tag } : words)
    here.add(tag + part)
  }
  try {
    const first = await loadTexts(locale)
    await Promise.all(parts.map(take))
    return first
  } catch {
    return false
  }
}
