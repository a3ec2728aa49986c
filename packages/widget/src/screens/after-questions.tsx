import type { JSX } from 'preact'
import { EndScreen } from './end.tsx'
import { MoreScreen } from './more.tsx'
import { PlainFate } from './plain-fate.tsx'
import type { ScreenProps } from './screen-props.ts'

/** Screens that come after the questions; the plain truth until their words are here. */
export function AfterQuestions(props: ScreenProps): JSX.Element | null {
  const view = props.model.view.value
  if (!props.fullWithWords) return <PlainFate {...props} />
  return view.screen === 'more' ? (
    <MoreScreen {...props} />
  ) : view.screen === 'end' ? (
    <EndScreen {...props} view={view} />
  ) : null
}
