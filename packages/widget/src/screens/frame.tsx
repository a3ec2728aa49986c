import type { ComponentChildren, JSX } from 'preact'
import { doorWords } from '../i18n/door-words.ts'
import { cardLanguage } from '../i18n/in-language.ts'
import { directionOf } from '../i18n/languages.ts'
import { CROSS, icon } from '../look/icon.tsx'
import { buttonName } from './button-words.tsx'
import type { ScreenProps } from './screen-props.ts'

type FrameProps = ScreenProps & {
  readonly children: ComponentChildren
  /** Buttons of the page that stand in the line at the foot. */
  readonly buttons: ComponentChildren
}

/** What stands around every screen: progress, close, and one line: the door for everybody, Skip, privacy, the language. */
export function Frame(props: FrameProps): JSX.Element {
  const { model, ui, texts, full, fullWithWords, children, buttons } = props
  const view = model.view.value
  const at = ui.placement.value
  const fixed = at === 'inline' || at === 'page'
  const lang = cardLanguage(view.locale)
  return (
    <div class="card" part="card" data-at={at} lang={lang} dir={directionOf(lang)}>
      <div class="top">
        {fullWithWords && <fullWithWords.Progress {...props} />}
        {!fixed && (
          <button type="button" class="x" part="close" {...buttonName('close', view, texts)} onClick={ui.onClose}>
            {icon(CROSS)}
          </button>
        )}
      </div>
      {children}
      <div class="fine" part="footer">
        {ui.onComplain ? (
          <button type="button" class="link door" onClick={ui.onComplain}>
            {doorWords(texts)}
          </button>
        ) : (
          // in the door itself there is room for the words
          full && <full.GoesTo {...props} />
        )}
        {buttons}
        {full ? (
          <full.FootTools {...props} />
        ) : (
          // the place that they will take
          <div class="tools">
            <i />
            {ui.locales[1] && <i />}
          </div>
        )}
      </div>
    </div>
  )
}
