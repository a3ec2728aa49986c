import type { Locale } from '@frankly/core'
import { languageOf, loadTexts } from '../i18n/languages.ts'
import { css as look } from '../look/look.css.ts'
import { css as rating } from '../questions/rating/rating.css.ts'

export { renderRun } from './render-run.tsx'

/** Styles of the first chunk; tokens come with the look of the run, further kinds bring their own. */
export const styles: string = look + rating

/** Loads the words of a language; resolves to the language that was found. Never rejects. */
export async function prepare(locale: Locale): Promise<Locale> {
  await loadTexts(locale)
  return languageOf(locale)
}
