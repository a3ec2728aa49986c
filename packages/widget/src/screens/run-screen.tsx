import type { PageView } from '@frankly/core'
import { Component, type JSX } from 'preact'
import { textsFor } from '../i18n/languages.ts'
import type { RunModel } from '../state/run-model.ts'
import type { UiContext } from '../state/ui-context.ts'
import { focusHeading } from './focus-heading.ts'
import { Frame } from './frame.tsx'
import { PageScreen, Trouble } from './page.tsx'
import { inFoot, PageButtons } from './page-buttons.tsx'
import type { ScreenCode, ScreenProps } from './screen-props.ts'
import type { ViewParts } from './view-parts.ts'

interface RunProps {
  readonly root: ParentNode
  readonly model: RunModel
  /** The model as it is drawn. */
  readonly drawn: RunModel
  readonly ui: UiContext
  readonly parts: ViewParts
  readonly photos: ScreenCode['photos']
}

/** The screen of a run: its frame, and in it the page or a later screen. Moves the focus with the screens. */
export class RunScreen extends Component<RunProps, { readonly broken?: boolean }> {
  private at = this.screen()
  private page: PageScreen | undefined
  /** Next was pressed, and what came of it is not drawn yet. */
  private goingOn = false
  /** A new screen has no heading yet: its kinds of questions are on their way. */
  private unread = false

  /** Names the screen; the end screen after `PlainFate` counts as another one. */
  private screen(): string {
    const { drawn, parts } = this.props
    const view = drawn.view.peek()
    return view.screen === 'page' ? view.pageId : `/${view.screen}${parts.fullWithWords.peek() ? '' : '?'}`
  }

  override componentDidUpdate({ root, drawn, parts }: RunProps): void {
    const view = drawn.view.peek()
    const faulty = view.screen === 'page' && view.questions.some(({ fault }) => fault)
    const full = parts.fullWithWords.peek()
    const moved = this.screen() !== this.at
    this.at = this.screen()
    if (moved || this.unread) this.unread = !focusHeading(root)
    if (moved) parts.full.peek()?.turnPage(root, view, drawn.survey)
    else if (this.goingOn && faulty) full?.focusFault(root, view)
    if ((faulty && full) || moved) this.goingOn = false
  }

  /** An error in drawing is thrown out of `soon`, whose owner reports it; the screen is replaced by a message. */
  override componentDidCatch(cause: unknown): void {
    this.props.ui.soon(() => {
      throw cause
    })
    this.setState({ broken: true })
  }

  override render({ model, drawn, ui, parts, photos }: RunProps, { broken }: { broken?: boolean }): JSX.Element {
    const view = drawn.view.value
    parts.came.value
    const full = parts.full.value
    const props: ScreenProps = {
      model: drawn,
      ui,
      texts: textsFor(view.locale),
      reload: parts.reload,
      full,
      fullWithWords: parts.fullWithWords.value,
      failed: parts.failed.value,
    }
    if (broken) {
      const { texts } = props
      return (
        <div class="card" part="card">
          <Trouble text={texts.notLoaded} again={() => this.setState({ broken: false })} texts={texts} />
        </div>
      )
    }
    const pageNow = (): PageView | undefined => {
      const now = model.view.peek()
      return now.screen === 'page' ? now : undefined
    }
    /** Turns the page once, however often it is pressed before the next one is drawn. */
    const turn = (run: () => void): void => {
      if (pageNow()?.pageId === (view as PageView).pageId) run()
    }
    const going = (act: () => void) => (): void => {
      this.goingOn = true
      act()
    }
    const buttons = view.screen === 'page' && inFoot(view) && (
      <PageButtons {...props} view={view} page={() => this.page!} />
    )
    return (
      <Frame {...props} buttons={buttons}>
        {view.screen === 'page' ? (
          <PageScreen
            {...props}
            key={view.pageId}
            photos={photos}
            view={view}
            pageNow={pageNow}
            turn={turn}
            onStands={(page) => {
              this.page = page
            }}
            onNext={going(model.next)}
            onSend={going(model.submit)}
          />
        ) : (
          full && <full.AfterQuestions {...props} />
        )}
      </Frame>
    )
  }
}
