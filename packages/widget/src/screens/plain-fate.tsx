import type { JSX } from 'preact'
import type { ScreenProps } from './screen-props.ts'

/** The plain truth until the later screens are here, or in their place when they cannot be loaded. */
export function plainFate({ model, texts, written, reload }: ScreenProps): JSX.Element {
  const { is } = model.delivery.value
  const lost = is === 'not_saved'
  const words = {
    idle: texts.saving,
    saving: texts.saving,
    sent: texts.done,
    kept: texts.kept,
    blocked: texts.kept,
    not_saved: texts.notSaved,
  }
  return (
    <div class="page" key="fate">
      <h2 tabIndex={-1} data-head>
        {model.view.value.screen === 'end' ? words[is] : texts.notLoaded}
      </h2>
      {lost && <p>{written()}</p>}
      <div class="foot">
        <button type="button" class="go" onClick={lost ? model.retry : reload}>
          {texts.retry}
        </button>
      </div>
    </div>
  )
}
