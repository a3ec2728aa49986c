import type { JSX } from 'preact'
import { EndScreen } from './end.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { css } from './later.css.ts'
import { MoreScreen } from './more.tsx'
import type { ScreenProps } from './screen-props.ts'

/** Screens that come after the first question; one chunk, loaded when the first answer is given. */
export function LaterScreen(props: ScreenProps): JSX.Element | null {
  const view = props.model.view.value
  return view.screen === 'more' ? (
    <MoreScreen {...props} />
  ) : view.screen === 'end' ? (
    <EndScreen {...props} view={view} />
  ) : null
}

export { lazyKind, loadKinds } from '../questions/load-kinds.ts'
export { focusFault } from './focus-fault.ts'
export { css, LanguageSwitch }
