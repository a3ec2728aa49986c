import type { AnswerValue, QuestionId } from '@frankly/core'
import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { loadTexts, textsFor } from '../i18n/languages.ts'
import { adopt } from '../look/adopt.ts'
import { lookCss } from '../look/look.ts'
import { isFirst, loadKinds, textsOfKinds } from '../questions/load-kinds.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'
import { focusFault, focusHeading } from './focus.ts'
import { Frame } from './frame.tsx'
import { PageScreen } from './page.tsx'
import { plainFate } from './plain-fate.tsx'
import type { ScreenProps } from './screen-props.ts'

/** The chunk of the later screens. */
export type Later = typeof import('./later.tsx')

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
  const load = async (kinds: Parameters<typeof loadKinds>[0], withLater: boolean): Promise<void> => {
    const words = loadTexts(model.locale.peek(), withLater ? textsOfKinds(kinds) : [])
    await Promise.all([
      words,
      loadKinds(kinds, words, style),
      withLater &&
        import('./later.tsx').then(async (module) => {
          style(module.css)
          if (await words) later = module
        }),
    ]).catch(() => undefined) // offline: what is here serves, `reload` tries again
    failed = withLater && !later
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
    const lazy = kinds.filter((kind) => !isFirst(kind))
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
    const props: ScreenProps = { model, ui, texts: textsFor(view.locale), written: () => writtenIn(said), reload }
    render(
      <Frame {...props} later={later}>
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
          plainFate(props, failed)
        )}
      </Frame>,
      root,
    )
    if (shownScreen !== undefined && screen !== shownScreen) focusHeading(root)
    else if (goingOn && faulty) focusFault(root, view)
    if (faulty || screen !== shownScreen) goingOn = false
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
