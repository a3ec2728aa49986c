import type { QuestionKind } from '@frankly/core'
import { render } from 'preact'
import { loadTexts, textsFor } from '../i18n/languages.ts'
import { loadRest, restHere } from '../load-rest.ts'
import { adopt } from '../look/adopt.ts'
import { lookCss } from '../look/look.ts'
import { FIRST } from '../questions/first-kinds.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'
import { focusHeading } from './focus-heading.ts'
import { Frame } from './frame.tsx'
import { PageScreen } from './page.tsx'
import type { ScreenProps } from './screen-props.ts'

/**
 * Renders the current view of a run into `root` and keeps it current. Loads what a view needs (language, kinds,
 * later screens) and shows it when it is there; the first answer starts loading the later words. The returned
 * function takes everything away.
 */
export function renderRun(root: ShadowRoot | HTMLElement, model: RunModel, ui: UiContext): () => void {
  const home = root.getRootNode() as ShadowRoot
  const style = (css: string): void => adopt(home, css, ui.nonce)
  let worded = false
  let failed = false
  let goingOn = false
  let shownScreen: string | undefined
  let asked = ''
  let over = false
  let due = false
  let painted = false

  const load = async (kinds: readonly QuestionKind[], further: boolean): Promise<void> => {
    const locale = model.locale.value
    failed = false
    try {
      const words = loadTexts(locale)
      if (further) {
        const rest = await loadRest()
        draw()
        failed = !(await rest.loadKinds(kinds, locale, style))
        worded ||= !failed
      }
      await words
    } catch {
      failed = true // offline or blocked: what is here serves, `reload` tries again
    }
    draw()
  }
  const reload = (): void => {
    asked = ''
    draw()
  }
  /** The browser marks radios, boxes and fields by itself: drawing does not hold up its paint. */
  const drawSoon = (): void => {
    if (due) return
    due = true
    ui.soon(draw)
  }
  const draw = (): void => {
    due = false
    if (over) return
    const rest = restHere()
    const view = model.view.value
    const questions = view.screen === 'page' ? view.questions : []
    const lazy = questions.map(({ kind }) => kind).filter((kind) => !FIRST[kind])
    const faulty = questions.some(({ fault }) => fault)
    // the switch of languages waits for the first frame and the rest of the code, which comes by itself after it
    const switching = !!(rest && ui.locales[1] && painted)
    const further = model.touched.value || lazy.length > 0 || view.screen !== 'page' || faulty || switching
    if (rest && (painted || further)) style(rest.css)
    const wanted = `${model.locale.value}|${lazy}|${further}`
    if (wanted !== asked) {
      asked = wanted
      // a fault in drawing is told by whoever gave us `soon`
      load(lazy, further).catch((cause: unknown) =>
        ui.soon(() => {
          throw cause
        }),
      )
    }
    const later = worded ? rest : undefined
    const screen = view.screen === 'page' ? view.pageId : `/${view.screen}${later ? '' : '?'}`
    const props: ScreenProps = {
      model,
      ui,
      texts: textsFor(view.locale),
      reload,
      later,
      failed,
    }
    render(
      <Frame {...props}>
        {view.screen === 'page' ? (
          <PageScreen
            {...props}
            key={view.pageId}
            view={view}
            onNext={() => {
              goingOn = true
              model.next()
            }}
          />
        ) : (
          rest && <rest.LaterScreen {...props} />
        )}
      </Frame>,
      root,
    )
    if (shownScreen !== undefined && screen !== shownScreen) focusHeading(root)
    else if (goingOn && faulty) rest?.focusFault(root, view)
    if ((faulty && later) || screen !== shownScreen) goingOn = false
    shownScreen = screen
  }

  style(lookCss(ui.look))
  const { view, delivery, receipt } = model
  const stops = [view, delivery, receipt, ui.placement].map((each) => each.watch(drawSoon))
  draw()
  ui.soon(() => {
    painted = true
    draw()
  })
  return () => {
    over = true
    for (const stop of stops) stop()
    render(null, root)
  }
}
