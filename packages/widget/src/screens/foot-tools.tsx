import { Component, type JSX } from 'preact'
import { fill } from '../i18n/fill.ts'
import { gapIn } from '../i18n/in-language.ts'
import { icon } from '../look/icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import type { ScreenProps } from './screen-props.ts'

const LOCK = 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z'

/** Where the answers go, in words. */
export function GoesTo({ model, ui, texts }: ScreenProps): JSX.Element {
  return (
    <span>
      {fill(texts.goesTo, { shop: ui.shop })}
      {ui.promises.noCookies && gapIn(model.view.value.locale) + texts.noCookies}
    </span>
  )
}

/**
 * What stands beside the door at the foot of the card: privacy and, where there are several, the languages. It comes after
 * the first frame, into the place that is kept for it.
 */
export class FootTools extends Component<ScreenProps, { readonly isPrivacyOpen?: boolean }> {
  override render(props: ScreenProps, { isPrivacyOpen }: { isPrivacyOpen?: boolean }): JSX.Element {
    const { ui, texts, fullWithWords } = props
    const { onComplain, privacyUrl } = ui
    const privacy = (): void => ui.openLink?.(privacyUrl!)
    return (
      <>
        <div class="tools">
          {(onComplain || privacyUrl) && (
            <button
              type="button"
              aria-label={texts.privacy}
              aria-expanded={onComplain && !!isPrivacyOpen}
              onClick={onComplain ? () => this.setState({ isPrivacyOpen: !isPrivacyOpen }) : privacy}
            >
              {icon(LOCK)}
            </button>
          )}
          {ui.locales[1] && <div>{fullWithWords && <LanguageSwitch {...props} />}</div>}
        </div>
        {isPrivacyOpen && onComplain && (
          <p>
            <GoesTo {...props} />{' '}
            {privacyUrl && (
              <button type="button" class="link" onClick={privacy}>
                {texts.privacy}
              </button>
            )}
          </p>
        )}
      </>
    )
  }
}
