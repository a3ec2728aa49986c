import type { JSX } from 'preact'
import type { ScreenProps } from './screen-props.ts'

/** How much of the longest way is gone. */
export function Progress({ model, texts }: ScreenProps): JSX.Element | null {
  const view = model.view.value
  return view.screen === 'page' && view.progress > 0 ? (
    <progress value={view.progress} aria-label={texts.progress} />
  ) : null
}
