import type { Plural } from './texts.ts'

/** Fills `{name}` places. An unknown name stays as it is, so that a test sees it. */
export function fill(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** The form of a sentence for a number, by the language's own plural rules, with `{n}` filled in. */
export function plural(locale: string, forms: Plural, n: number): string {
  return fill(forms[new Intl.PluralRules(locale).select(n)] ?? forms.other, { n })
}
