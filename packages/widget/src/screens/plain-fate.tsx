import type { JSX } from 'preact'
import { FateScreen } from './fate.tsx'
import type { ScreenProps } from './screen-props.ts'

/**
 * Says what became of the answer in the words of the first chunk: until the words of the end screen are loaded, or when they
 * cannot be.
 */
export function PlainFate({ model, texts, reload, failed }: ScreenProps): JSX.Element {
  const { is } = model.delivery.value
  const ended = model.view.value.screen === 'end'
  const unkept = is === 'not_saved' || (is === 'here' && ended)
  const fates = {
    idle: texts.saving,
    saving: texts.saving,
    sent: texts.done,
    kept: texts.kept,
    blocked: texts.blocked,
    here: texts.hereTitle,
    withdrawn: texts.withdrawnTitle,
    not_saved: texts.notSaved,
  }
  return (
    <FateScreen
      is={ended ? is : 'waiting'}
      isWaiting={!failed}
      title={ended ? fates[is] : failed && texts.notLoaded}
      detail={unkept && is === 'here' && texts.here}
    >
      {unkept && <p>{model.written()}</p>}
      <div class="foot">
        {(unkept || (failed && !ended)) && (
          <button type="button" class="go" part="button" onClick={unkept ? model.retry : reload}>
            {texts.retry}
          </button>
        )}
      </div>
    </FateScreen>
  )
}
