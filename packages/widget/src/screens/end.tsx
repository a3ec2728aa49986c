import type { EndView } from '@frankly/core'
import { Component, createRef, type JSX } from 'preact'
import { inLanguage } from '../i18n/in-language.ts'
import type { AllTexts } from '../i18n/texts.ts'
import { bodyOf, Rich, type RichTextParts } from '../rich-text/rich.tsx'
import type { DeliveryState } from '../state/run-model.ts'
import { ButtonWords } from './button-words.tsx'
import { closeBySelf } from './close-by-self.ts'
import { CopyButton } from './copy-button.tsx'
import { FateScreen } from './fate.tsx'
import { Receipt } from './receipt.tsx'
import type { ScreenProps } from './screen-props.ts'

type EndProps = ScreenProps & { readonly view: EndView }

/** The end, told by what became of the answer: thanks only for what is stored. */
export class EndScreen extends Component<EndProps> {
  private readonly foot = createRef<HTMLDivElement>()
  private stay: (() => void) | undefined

  /** A plain thank-you may close by itself; one with a receipt, a text or news to come stays. */
  override componentDidUpdate(): void {
    const { model, ui, view } = this.props
    const at = ui.placement.peek()
    const mayGo =
      at !== 'inline' && at !== 'page' && !view.text && model.delivery.peek().is === 'sent' && !model.receipt.peek()
    if (!mayGo) this.componentWillUnmount()
    else if (this.foot.current) this.stay ??= closeBySelf(this.foot.current, ui.onClose)
  }

  override componentDidMount(): void {
    this.componentDidUpdate()
  }

  override componentWillUnmount(): void {
    this.stay?.()
    this.stay = undefined
  }

  override render({ view, model, ui, texts, full }: EndProps): JSX.Element {
    const fate = model.delivery.value
    const { is } = fate
    const receipt = model.receipt.value
    if (is === 'not_saved' || is === 'here') return <Unkept at={is} model={model} texts={texts} />
    const words = title(fate, view, texts)
    const stored = is === 'sent' || is === 'kept' || is === 'blocked'
    return (
      <FateScreen
        is={is}
        title={<Rich {...words} parts={full} as="head" />}
        further={is === 'sent' && <Further view={view} title={words.text} parts={full} />}
        detail={detail(fate, texts, ui.promises.personReads === true)}
      >
        {receipt && stored && <Receipt receipt={receipt} texts={texts} openLink={ui.openLink} />}
        <div class="foot" ref={this.foot}>
          {view.canGoBack && is !== 'withdrawn' && (
            <button type="button" onClick={model.back}>
              {texts.change}
            </button>
          )}
          <div class="end">
            <button type="button" class="go" part="button" onClick={ui.onClose}>
              <ButtonWords name="close" view={view} texts={texts} />
            </button>
          </div>
        </div>
      </FateScreen>
    )
  }
}

interface FurtherProps {
  readonly view: EndView
  readonly title: string
  readonly parts: RichTextParts | undefined
}

/** What the shop says beyond its thanks. */
function Further({ view, title, parts }: FurtherProps): JSX.Element {
  return (
    <>
      {bodyOf(title, parts)}
      {view.text && (
        <div class="further">
          <Rich text={view.text} parts={parts} own={inLanguage(view.textLang, view.locale)} />
        </div>
      )}
    </>
  )
}

/** Only this page has the answer: it is shown, to be copied, and can be tried again. Without words there is nothing to copy. */
function Unkept({
  at,
  model,
  texts,
}: Pick<ScreenProps, 'model' | 'texts'> & { at: 'here' | 'not_saved' }): JSX.Element {
  const words = model.written()
  const lost = at === 'not_saved'
  return (
    <FateScreen
      is={at}
      isAlert
      title={lost ? texts.notSavedTitle : texts.hereTitle}
      detail={lost && words ? texts.notSaved : texts.here}
    >
      {words && <blockquote class="mine">{words}</blockquote>}
      <div class="foot">
        <div class="end">
          {words && <CopyButton text={model.written} texts={texts} />}
          <button type="button" class="go" part="button" onClick={model.retry}>
            {texts.retry}
          </button>
        </div>
      </div>
    </FateScreen>
  )
}

function title(fate: DeliveryState, view: EndView, texts: AllTexts): Pick<Parameters<typeof Rich>[0], 'text' | 'own'> {
  if (fate.is === 'sent' && view.thanks) return { text: view.thanks, own: inLanguage(view.thanksLang, view.locale) }
  if (fate.is === 'sent') return { text: texts.done }
  if (fate.is === 'withdrawn') return { text: texts.withdrawnTitle }
  return { text: fate.is === 'kept' || fate.is === 'blocked' ? texts.keptTitle : texts.saving }
}

function detail(fate: DeliveryState, texts: AllTexts, personReads: boolean): string {
  if (fate.is === 'kept') return texts.kept
  if (fate.is === 'blocked') return texts.blocked
  return fate.is === 'sent' && personReads ? texts.personReads : ''
}
