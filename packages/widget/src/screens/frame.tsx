import { Component, type ComponentChildren, type JSX } from 'preact'
import { doorWords } from '../i18n/door-words.ts'
import { fill } from '../i18n/fill.ts'
import { cardLanguage, gapIn } from '../i18n/in-language.ts'
import { directionOf } from '../i18n/languages.ts'
import { CROSS, icon } from '../look/icon.tsx'
import { buttonName } from './button-words.tsx'
import type { ScreenProps } from './screen-props.ts'

const LOCK = 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z'

type FrameProps = ScreenProps & { readonly children: ComponentChildren }

/** What stands around every screen: progress, close, and one line with the door for everybody, privacy, the language. */
export class Frame extends Component<FrameProps, { readonly told?: boolean }> {
  override render(props: FrameProps, { told }: { told?: boolean }): JSX.Element {
    const { model, ui, texts, later, children } = props
    const view = model.view.value
    const at = ui.placement.value
    const fixed = at === 'inline' || at === 'page'
    const lang = cardLanguage(view.locale)
    const goesTo = (
      <span>
        {fill(texts.goesTo, { shop: ui.shop })}
        {ui.promises.noCookies && gapIn(view.locale) + texts.noCookies}
      </span>
    )
    const privacy = (): void => ui.openLink?.(ui.privacyUrl!)
    return (
      <div class="card" part="card" data-at={at} lang={lang} dir={directionOf(lang)}>
        <div class="top">
          {later && <later.Progress {...props} />}
          {!fixed && (
            <button type="button" class="x" part="close" {...buttonName('close', view, texts)} onClick={ui.onClose}>
              {icon(CROSS)}
            </button>
          )}
        </div>
        {children}
        <div class="fine" part="footer">
          {/* in the door itself there is room for the words */}
          {ui.onComplain ? (
            <button type="button" class="link door" onClick={ui.onComplain}>
              {doorWords(texts)}
            </button>
          ) : (
            goesTo
          )}
          <div class="tools">
            {(ui.onComplain || ui.privacyUrl) && (
              <button
                type="button"
                aria-label={texts.privacy}
                aria-expanded={ui.onComplain && !!told}
                onClick={ui.onComplain ? () => this.setState({ told: !told }) : privacy}
              >
                {icon(LOCK)}
              </button>
            )}
            {ui.locales[1] && <div>{later && <later.LanguageSwitch {...props} />}</div>}
          </div>
          {told && ui.onComplain && (
            <p>
              {goesTo}{' '}
              {ui.privacyUrl && (
                <button type="button" class="link" onClick={privacy}>
                  {texts.privacy}
                </button>
              )}
            </p>
          )}
        </div>
      </div>
    )
  }
}
