import { fill } from './fill.ts'
import type { AllTexts, Plural } from './texts.ts'

/** All digits after the decimal point are shown: a limit of 0.0005 is not 0. */
const EVERY_DIGIT = 20

/**
 * A sentence with a number in it: the form by the plural rules, the number as it is written, both of the language that
 * the words are in. That of the page may be another: a Filipino page gets English words, and the Filipino rules call
 * 2, 3 and 5 "one". Four digits stay together where the browser can (a year), from five on they are grouped.
 */
export function counted(words: string | Plural, n: number, { lang = 'en' }: Pick<AllTexts, 'lang'>): string {
  const form = typeof words === 'string' ? words : (words[new Intl.PluralRules(lang).select(n)] ?? words.other)
  const written = new Intl.NumberFormat(lang, { maximumFractionDigits: EVERY_DIGIT, useGrouping: 'min2' })
  return fill(form, { n: written.format(n) })
}
