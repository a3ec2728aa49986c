import type { JSX } from 'preact'
import { fill } from '../i18n/fill.ts'
import type { ScreenProps } from './screen-props.ts'

/** The plain truth until the later screens are here, or in their place when they cannot be loaded. */
export function plainFate({ model, texts, written, reload }: ScreenProps): JSX.Element {
  const fate = model.delivery.value
  const words = {
    idle: texts.saving,
    saving: texts.saving,
    sent: texts.done,
    kept: texts.kept,
    not_saved: texts.notSaved,
    blocked: texts.blocked,
  }[fate.is]
  return (
    <div class="page" key="fate">
      <div role={fate.is === 'not_saved' ? 'alert' : 'status'}>
        <h2 tabIndex={-1} data-head>
          {model.view.value.screen === 'end'
            ? fill(words, { by: fate.is === 'blocked' ? fate.by : '' })
            : texts.notLoaded}
        </h2>
      </div>
      {fate.is === 'not_saved' && <p>{written()}</p>}
      <div class="foot">
        <button type="button" class="go" onClick={fate.is === 'not_saved' ? model.retry : reload}>
          {texts.retry}
        </button>
      </div>
    </div>
  )
}
