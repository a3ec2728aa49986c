import type { JSX } from 'preact'
import { languageName } from '../i18n/language-name.ts'
import type { ScreenProps } from './screen-props.ts'

/** Another language; the answers stay, they hold ids, not words. */
export function LanguageSwitch({ model, ui, texts }: ScreenProps): JSX.Element {
  return (
    <select
      class="lang"
      aria-label={texts.language}
      value={model.locale.value}
      onChange={(event) => model.setLocale(event.currentTarget.value)}
    >
      {ui.locales.map((locale) => (
        <option key={locale} value={locale} lang={locale}>
          {languageName(locale)}
        </option>
      ))}
    </select>
  )
}
