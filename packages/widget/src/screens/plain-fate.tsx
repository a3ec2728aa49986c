import type { JSX } from 'preact'
import type { ScreenProps } from './screen-props.ts'

/**
 * The plain truth until the words of the later screens are here, or in their place when they cannot be loaded: what
 * became of the answer is told in any case.
 */
export function PlainFate({ model, texts, reload, failed }: ScreenProps): JSX.Element {
  const { is } = model.delivery.value
  const lost = is === 'not_saved'
  const fates = {
    idle: texts.saving,
    saving: texts.saving,
    sent: texts.done,
    kept: texts.kept,
    blocked: texts.kept,
    not_saved: texts.notSaved,
  }
  const ended = model.view.value.screen === 'end'
  return (
    <div class="page" aria-busy={!failed}>
      <h2 tabIndex={-1} data-head>
        {ended ? fates[is] : failed && texts.notLoaded}
      </h2>
      {lost && <p>{model.written()}</p>}
      {(lost || (failed && !ended)) && (
        <div class="foot">
          <button type="button" class="go" onClick={lost ? model.retry : reload}>
            {texts.retry}
          </button>
        </div>
      )}
    </div>
  )
}
