import type { RunView } from '@frankly/core'
import type { JSX } from 'preact'
import { inLanguage, type LanguageAttributes } from '../i18n/in-language.ts'
import type { Texts } from '../i18n/texts.ts'

type Button = keyof RunView['buttons']

interface ButtonProps {
  readonly name: Button
  readonly view: RunView
  readonly texts: Texts
}

/** The shop's own words on a button, else ours. */
export function ButtonWords({ name, view, texts }: ButtonProps): JSX.Element {
  const own = view.buttons[name]
  return own ? <span {...inLanguage(own.lang, view.locale)}>{own.text}</span> : <>{texts[name]}</>
}

/** The same as the name of a button that shows no words. */
export function buttonName(name: Button, view: RunView, texts: Texts): LanguageAttributes & { 'aria-label': string } {
  const own = view.buttons[name]
  return { 'aria-label': own?.text ?? texts[name], ...(own && inLanguage(own.lang, view.locale)) }
}
