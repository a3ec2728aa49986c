import type { ComponentChildren, JSX } from 'preact'
import { fill } from '../i18n/fill.ts'
import { cardLanguage, gapIn } from '../i18n/in-language.ts'
import { directionOf } from '../i18n/languages.ts'
import { CROSS, icon } from '../look/icon.tsx'
import type { ScreenProps } from './screen-props.ts'

/** What stands around every screen: progress, close, the door for everybody, the privacy line, the language. */
export function Frame(props: ScreenProps & { children: ComponentChildren }): JSX.Element {
  const { model, ui, texts, later, children } = props
  const view = model.view.value
  const at = ui.placement.value
  const fixed = at === 'inline' || at === 'page'
  const { noCookies } = ui.promises
  const lang = cardLanguage(view.locale)
  return (
    <div class="card" data-at={at} lang={lang} dir={directionOf(lang)}>
      <div class="top">
        {later && <later.Progress {...props} />}
        {!fixed && (
          <button type="button" class="x" aria-label={texts.close} onClick={ui.onClose}>
            {icon(CROSS)}
          </button>
        )}
      </div>
      {children}
      <div class="fine">
        {ui.onComplain && (
          <button type="button" class="link door" onClick={ui.onComplain}>
            {texts.door}
          </button>
        )}
        <span>
          {fill(texts.goesTo, { shop: ui.shop })}
          {noCookies && gapIn(view.locale) + texts.noCookies}
        </span>
        {ui.privacyUrl && (
          <button type="button" class="link" onClick={() => ui.openLink?.(ui.privacyUrl!)}>
            {texts.privacy}
          </button>
        )}
        {ui.locales[1] && <div>{later && <later.LanguageSwitch {...props} />}</div>}
      </div>
    </div>
  )
}
