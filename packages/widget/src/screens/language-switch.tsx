import type { JSX } from 'preact'
import { languageName } from '../i18n/language-name.ts'
import { icon } from '../look/icon.tsx'
import type { ScreenProps } from './screen-props.ts'

const GLOBE = 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0h12M8 2c-3.2 3.5-3.2 8.5 0 12c3.2-3.5 3.2-8.5 0-12'

/** Another language, behind a globe; the answers stay, they hold ids, not words. */
export function LanguageSwitch({ model, ui, texts }: ScreenProps): JSX.Element {
  const now = model.locale.value
  const language = now.split('-')[0]
  const shown =
    ui.locales.find((locale) => locale === now) ?? ui.locales.find((locale) => locale.split('-')[0] === language)
  // the page may speak a language that the survey does not: the switch would show nothing then
  const locales = shown ? ui.locales : [now, ...ui.locales]
  return (
    <>
      {icon(GLOBE)}
      <select
        class="lang"
        aria-label={texts.language}
        title={texts.language}
        value={shown ?? now}
        onChange={(event) => model.setLocale(event.currentTarget.value)}
      >
        {locales.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {languageName(locale)}
          </option>
        ))}
      </select>
    </>
  )
}
