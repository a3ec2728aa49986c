import type { AnswerValue, QuestionId, QuestionKind } from '@frankly/core'
import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { loadTexts, textsFor } from '../i18n/languages.ts'
import { adopt } from '../look/adopt.ts'
import { lookCss } from '../look/look.ts'
import { FIRST } from '../questions/first-kinds.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'
import { focusHeading } from './focus-heading.ts'
import { Frame } from './frame.tsx'
import { PageScreen } from './page.tsx'
import { plainFate } from './plain-fate.tsx'
import type { Later, ScreenProps } from './screen-props.ts'

/**
 * Renders the current view of a run into `root` and keeps it current. Loads what a view needs (language, kinds,
 * later screens) and shows it when it is there; the first answer starts loading the later screens. The returned
 * function takes everything away.
 */
export function renderRun(root: ShadowRoot | HTMLElement, model: RunModel, ui: UiContext): () => void {
  const home = root.getRootNode() as ShadowRoot
  const style = (css: string): void => adopt(home, css, ui.nonce)
  const arrived = signal(0)
  /** All that was said, for "copy my words". */
  const said = new Map<QuestionId, AnswerValue>()
  let later: Later | undefined
  let failed = false
  let goingOn = false
  let shownScreen: string | undefined
  let over = false
  const draw = (): void => {
    if (!over) arrived.value++
  }
  const load = async (kinds: readonly QuestionKind[], withLater: boolean): Promise<void> => {
    const locale = model.locale.peek()
    failed = false
    try {
      const words = loadTexts(locale)
      if (withLater) {
        const module = await import('./later.tsx')
        style(module.css)
        failed = !(await module.loadKinds(kinds, locale, style))
        if (!failed) later = module
      }
      await words
    } catch {
      failed = true // offline or blocked: what is here serves, `reload` tries again
    }
    draw()
  }
  const reload = (): void => {
    const view = model.view.peek()
    void load(view.screen === 'page' ? view.questions.map(({ kind }) => kind) : [], true)
  }
  style(lookCss(ui.look))
  let asked = ''

  const stop = effect(() => {
    // read here, so that this effect and nobody else draws anew, whichever signals the components read
    for (const told of [arrived, model.delivery, model.receipt, ui.placement]) told.value
    const view = model.view.value
    const kinds = view.screen === 'page' ? view.questions.map((question) => question.kind) : []
    const lazy = kinds.filter((kind) => !FIRST[kind])
    const faulty = view.screen === 'page' && view.questions.some((question) => question.fault)
    const withLater =
      model.touched.value || lazy.length > 0 || view.screen !== 'page' || faulty || ui.locales.length > 1
    const wanted = `${model.locale.value}|${lazy}|${withLater}`
    if (wanted !== asked) {
      asked = wanted
      void load(lazy, withLater)
    }
    const screen = view.screen === 'page' ? view.pageId : `/${view.screen}${later ? '' : '?'}`
    if (view.screen === 'page') for (const { id, answer } of view.questions) if (answer) said.set(id, answer)
    const props: ScreenProps = {
      model,
      ui,
      texts: textsFor(view.locale),
      written: () => writtenIn(said),
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
        ) : later ? (
          <later.LaterScreen {...props} />
        ) : (
          plainFate(props)
        )}
      </Frame>,
      root,
    )
    if (shownScreen !== undefined && screen !== shownScreen) focusHeading(root)
    else if (goingOn && faulty) later?.focusFault(root, view)
    if ((faulty && later) || screen !== shownScreen) goingOn = false
    shownScreen = screen
  })
  return () => {
    over = true
    stop()
    render(null, root)
  }
}

function writtenIn(said: ReadonlyMap<QuestionId, AnswerValue>): string {
  return [...said.values()].flatMap((answer) => ('text' in answer && answer.text ? [answer.text] : [])).join('\n\n')
}
