import { fill } from './fill.ts'
import type { Plural } from './texts.ts'

/** The form of a sentence for a number, by the language's own plural rules, with `{n}` filled in. */
export function plural(locale: string, forms: Plural, n: number): string {
  return fill(forms[new Intl.PluralRules(locale).select(n)] ?? forms.other, { n })
}
