import { doorSurvey, type Locale, type Survey } from '@frankly/core'
import { fill } from '../i18n/fill.ts'
import { type LoadLanguage, loadWords, textsFor } from '../i18n/languages.ts'

/**
 * The complaint door of a project without one of its own, in the customer's language.
 * Rejects with a `TypeError` when its words cannot be loaded.
 */
export async function makeDoor(language: LoadLanguage, locale: Locale, shop: string): Promise<Survey> {
  if (!(await loadWords(language, locale, 'door')))
    throw new TypeError(`door: the words for "${locale}" could not be loaded`)
  const { what, enough, want, photo, howReply, whoSees, consent } = textsFor(locale)
  const words = { title: what, what, enough, want, photo, howReply, whoSees, consent: fill(consent, { shop }) }
  return doorSurvey(words, [locale])
}
