import type { JSX } from 'preact'
import { languageName } from '../i18n/language-name.ts'
import type { ScreenProps } from './screen-props.ts'

/** Another language; the answers stay, they hold ids, not words. */
export function LanguageSwitch({ model, ui, texts }: ScreenProps): JSX.Element {
  const now = model.locale.value
  const language = now.split('-')[0]
  const shown =
    ui.locales.find((locale) => locale === now) ?? ui.locales.find((locale) => locale.split('-')[0] === language)
  // the page may speak a language that the survey does not: the switch would show nothing then
  const locales = shown ? ui.locales : [now, ...ui.locales]
  return (
    <select
      class="lang"
      aria-label={texts.language}
      value={shown ?? now}
      onChange={(event) => model.setLocale(event.currentTarget.value)}
    >
      {locales.map((locale) => (
        <option key={locale} value={locale} lang={locale}>
          {languageName(locale)}
        </option>
      ))}
    </select>
  )
}
