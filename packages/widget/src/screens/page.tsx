import type { ComplaintBlock, PageView, QuestionView } from '@frankly/core'
import { Component, type JSX } from 'preact'
import { inLanguage } from '../i18n/in-language.ts'
import type { AllTexts } from '../i18n/texts.ts'
import { icon } from '../look/icon.tsx'
import { firstKind, KINDS } from '../questions/kinds.ts'
import { noteTurn } from '../questions/press.ts'
import type { QuestionActs, QuestionProps } from '../questions/question-props.ts'
import { Rich } from '../rich-text/rich.tsx'
import { ButtonWords } from './button-words.tsx'
import { askedOn, inFoot, PageButtons, type PageTurns, tapOf } from './page-buttons.tsx'
import { QuestionBlock } from './question-block.tsx'
import type { ScreenProps } from './screen-props.ts'

interface PageProps {
  readonly view: PageView
  /** The page by the latest state, which may not be drawn yet; `undefined`: another screen has come. */
  pageNow(): PageView | undefined
  /** Runs what turns the page, once, however often it is pressed before the next one is drawn. */
  turn(run: () => void): void
  onNext(): void
  /** Goes on to the end from here. */
  onSend(): void
  /** Gives the page to buttons that stand elsewhere. */
  onStands(page: PageScreen): void
  photos: QuestionActs['photos']
}

/** One page of questions with Back, Skip and Next; the latter two may stand in the foot of the card and come from there. */
export class PageScreen extends Component<ScreenProps & PageProps> implements PageTurns {
  /** Answers that are still being made: a photo on its way is part of the page. */
  private making = 0
  private goesOn: (() => void) | undefined

  private readonly make = async (work: Promise<boolean>): Promise<void> => {
    this.making++
    // a fault inside is told where it happens; the page can be turned
    const isMade = await work.catch(() => true)
    this.making--
    if (!isMade) this.goesOn = undefined
    if (this.making || !this.goesOn) return
    this.props.turn(this.goesOn)
    this.goesOn = undefined
  }

  private go(run: () => void): void {
    if (isTooHeavy(this.props)) return
    if (this.making) this.goesOn = run
    else this.props.turn(run)
  }

  override componentDidMount(): void {
    this.props.onStands(this)
  }

  next(): void {
    this.go(this.props.onNext)
  }

  /** Goes on to the end from here. */
  send(): void {
    this.go(this.props.onSend)
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault()
    this.next()
  }

  private answer(questionId: string, change: Parameters<QuestionProps['onAnswer']>[0], isMeant = false): void {
    const { model, pageNow, turn } = this.props
    const value = change(model.latest(questionId))
    if (!value) return
    const announced = tapOf(pageNow())
    model.answer(questionId, value)
    // asked anew: the answer itself may have made this page the last, or brought a further question
    if (isMeant && announced && tapOf(pageNow()) === announced) turn(this.goOn)
  }

  private readonly goOn = (): void => {
    noteTurn()
    this.props.model.next()
  }

  skip(): void {
    const { model, view } = this.props
    const asked = askedOn(view)
    // what was said since the last drawing is not to be thrown away by a button that is about to go
    if (this.making || asked.some(({ id }) => model.latest(id))) return
    this.props.turn(() => {
      for (const { id } of asked) model.skip(id)
      model.next()
    })
  }

  /** One function: the page from top to bottom. */
  override render(props: ScreenProps & PageProps): JSX.Element {
    const { view, model, ui, texts, full, reload, failed } = props
    const asked = askedOn(view)
    // what is required only after another answer makes no other question optional
    const mixed =
      asked.some(({ required, definition }) => required && !definition.showIf) &&
      asked.some((question) => !question.required)
    const acts: QuestionActs = {
      latest: model.latest,
      attach: model.attach,
      making: this.make,
      openLink: (url) => ui.openLink?.(url),
      drawings: full,
      photos: props.photos,
      shop: ui.shop,
      locale: view.locale,
    }
    const { is } = model.delivery.value
    const isLost = is === 'not_saved'
    const tap = tapOf(view)
    return (
      <form class="page" noValidate onSubmit={this.submit} data-tap={tap}>
        {view.title && (
          <h2 part="question" tabIndex={-1} data-head>
            <Rich text={view.title} parts={full} as="label" own={inLanguage(view.titleLang, view.locale)} />
          </h2>
        )}
        {view.intro && (
          <div class="soft">
            <Rich text={view.intro} parts={full} own={inLanguage(view.introLang, view.locale)} />
          </div>
        )}
        {view.questions.map((question) => {
          const Kind = firstKind(question.kind) ?? full?.lazyKind(question.kind)
          if (!Kind && failed) return <Trouble text={texts.notLoaded} again={reload} texts={texts} key={question.id} />
          if (!Kind) return <div class="q" aria-busy="true" key={question.id} />
          return (
            <QuestionBlock
              key={question.id}
              Kind={Kind}
              question={question}
              texts={texts}
              tellOptional={mixed}
              hint={
                tap && KINDS[question.kind].form !== 'plain' ? (tap === 'send' ? texts.tapSend : texts.tapNext) : ''
              }
              faultText={full?.faultText}
              onAnswer={(change, isMeant) => this.answer(answerOf(question), change, isMeant)}
              acts={acts}
            />
          )
        })}
        {isTooHeavy(props) && (
          <p class="bad" role="alert">
            {texts.wholeTooLong}
          </p>
        )}
        {(isLost || model.waits.value) && (
          <Trouble
            calm={is === 'kept'}
            path={isLost ? LOST : is === 'kept' ? KEPT : WAITS}
            text={isLost ? texts.notSaved : is === 'kept' ? texts.kept : texts.notLoaded}
            again={model.retry}
            texts={texts}
          />
        )}
        {/* an edge over what lies below, until the buttons at the end are seen */}
        {props.fullWithWords && view.questions[1] && <div class="below" />}
        {!inFoot(view) && (
          <div class="foot">
            {view.canGoBack && (
              <button type="button" onClick={() => this.props.turn(model.back)}>
                <ButtonWords name="back" view={view} texts={texts} />
              </button>
            )}
            <PageButtons view={view} model={model} texts={texts} full={full} page={() => this} />
          </div>
        )}
      </form>
    )
  }
}

/** The question whose answer it is: a later part of a complaint goes on with the answer of the first. */
const answerOf = ({ id, definition }: QuestionView): string => (definition as ComplaintBlock).of ?? id

/** Sent they would be refused: the words stay here, where they can be shortened. */
const isTooHeavy = ({ model, full }: Pick<ScreenProps, 'model' | 'full'>): boolean =>
  full?.tooHeavy(model.written()) ?? false

interface TroubleProps {
  readonly text: string
  readonly texts: AllTexts
  again(): void
  /** Nothing is lost: not in the colour of a fault. */
  readonly calm?: boolean
  /** Its face. Default: something is lost. */
  readonly path?: string
}

/** Small faces of what became of the answers on a page: lost, kept on the device, waiting for code. */
const LOST = 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 5.2v3.4M8 10.9v.1'
const KEPT = 'M2.5 9.5v4h11v-4M8 2.5v7.5M5.3 7.5L8 10.2l2.7-2.7'
const WAITS = 'M3.5 8h.1M8 8h.1M12.5 8h.1'

/** Says what went wrong and offers to try again. */
export function Trouble({ text, again, texts, calm, path = LOST }: TroubleProps): JSX.Element {
  return (
    <p class={calm ? 'told soft' : 'told bad'} role="alert">
      {icon(path)}
      {text}{' '}
      <button type="button" class="link" onClick={again}>
        {texts.retry}
      </button>
    </p>
  )
}
