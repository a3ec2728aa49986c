import type { Locale } from '@frankly/core'
import { languageOf, loadTexts } from '../i18n/languages.ts'

export { renderRun } from './render-run.tsx'
export { styles } from './styles.ts'

/** Loads the words of a language; resolves to the language that was found. Never rejects. */
export async function prepare(locale: Locale): Promise<Locale> {
  await loadTexts(locale)
  return languageOf(locale)
}
