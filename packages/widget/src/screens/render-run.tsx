import { render } from 'preact'
import { adopt } from '../look/adopt.ts'
import { lookCss } from '../look/look.ts'
import { watchPresses } from '../questions/press.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'
import { drawnModel } from './drawn-model.ts'
import { RunScreen } from './run-screen.tsx'
import type { ScreenCode } from './screen-props.ts'
import { viewParts } from './view-parts.ts'

/**
 * Renders the current view of a run into `root` and keeps it current: what it needs is loaded, and shown when it is
 * there. The returned function takes everything away.
 */
export function renderRun(
  root: ShadowRoot | HTMLElement,
  model: RunModel,
  ui: UiContext,
  code: ScreenCode,
): () => void {
  const home = root.getRootNode() as ShadowRoot
  const style = (css: string): void => adopt(home, css, ui.nonce)
  const { drawn, stop } = drawnModel(model, ui.soon)
  const unwatch = watchPresses()
  const parts = viewParts(drawn, code, !!ui.locales[1], style)
  style(lookCss(ui.look))
  render(<RunScreen root={root} model={model} drawn={drawn} ui={ui} parts={parts} photos={code.photos} />, root)
  const { later = ui.soon } = ui
  later(parts.painted)
  return () => {
    stop()
    unwatch()
    parts.stop()
    render(null, root)
  }
}
